const ESC = "\x1b";

/** What moves or erases, what colours, ends of lines, and text. */
const TOKENS = new RegExp(`${ESC}\\[\\d*[AKJ]|${ESC}\\[\\d+m|\\r|\\n|[^\\r\\n${ESC}]+`, "g");

/** A terminal as far as a block needs one: it keeps what stands on it, and can be made narrower. */
export class Screen {
  /** What was written, in pieces. */
  readonly written: string[] = [];
  columns: number;
  readonly rows: number;
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The lines that are not empty. */
  get lines(): string[] {
    return this.#lines.filter((line) => line !== "");
  }

  write(text: string): void {
    this.written.push(text);
    for (const [token] of text.matchAll(TOKENS)) {
      if (token === "\r") this.#column = 0;
      else if (token === "\n") this.#newLine();
      else if (token.endsWith("A") && token.startsWith("\x1b")) {
        this.#row -= Number(token.slice(2, -1));
      } else if (token === "\x1b[K") this.#set(this.#line.slice(0, this.#column));
      else if (token === "\x1b[J") this.#eraseBelow();
      else if (!token.startsWith("\x1b")) this.#put(token);
    }
  }

  /** Breaks what is too long for the new width, as most terminals do. */
  narrow(columns: number): void {
    const pieces = (line: string) => line.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [""];
    this.#row = this.#lines.slice(0, this.#row).flatMap(pieces).length;
    this.#lines = this.#lines.flatMap(pieces);
    this.columns = columns;
  }

  get #line(): string {
    return this.#lines[this.#row] ?? "";
  }

  #set(line: string): void {
    this.#lines[this.#row] = line;
  }

  #eraseBelow(): void {
    this.#set(this.#line.slice(0, this.#column));
    this.#lines.length = this.#row + 1;
  }

  #newLine(): void {
    this.#row++;
    this.#column = 0;
    this.#lines[this.#row] ??= "";
  }

  #put(text: string): void {
    this.#set(
      this.#line.slice(0, this.#column) + text + this.#line.slice(this.#column + text.length),
    );
    this.#column += text.length;
  }
}
