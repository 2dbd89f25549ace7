import stringWidth from "string-width";

/** A terminal that can be written to. */
export interface BlockTerminal {
  write(text: string): unknown;
  /** Its width now. */
  readonly columns: number;
}

const ERASE_TO_END_OF_LINE = "\x1b[K";
const ERASE_BELOW = "\x1b[J";

/**
 * Lines at the end of a terminal that are drawn over and over. The cursor stays visible, in the line
 * below them: whenever the process ends, there is nothing to be put right. New lines are written over
 * the old ones before anything is erased, so nothing flickers.
 *
 * (log-update hides the cursor by default, and loses its place when the terminal gets narrower.)
 */
export class TerminalBlock {
  readonly #terminal: BlockTerminal;
  /** Widths of the lines that are there. */
  #widths: readonly number[] = [];

  constructor(terminal: BlockTerminal) {
    this.#terminal = terminal;
  }

  /** Draws `lines` in place of those that are there; each should fit into the width. */
  draw(lines: readonly string[]): void {
    const up = this.#rows();
    this.#widths = lines.map((line) => stringWidth(line));
    const toTop = up === 0 ? "" : `\r\x1b[${up}A`;
    const text = lines.map((line) => `${line}${ERASE_TO_END_OF_LINE}\n`).join("");
    this.#terminal.write(toTop + text + ERASE_BELOW);
  }

  /** Writes `lines` where the block was; what is drawn next comes below them. */
  replace(lines: readonly string[]): void {
    this.draw(lines);
    this.#widths = [];
  }

  /** A terminal that has become narrower since has broken lines, if it is like most of them. */
  #rows(): number {
    const columns = Math.max(1, this.#terminal.columns);
    return this.#widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  }
}
