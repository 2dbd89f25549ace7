/** A command as a reader would type it. */
export interface ShellCommand {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** Variables that are set for it alone. */
  readonly variables: Readonly<Record<string, string>>;
  /** Program and arguments; quotes are gone. */
  readonly words: readonly string[];
}

/** A line that begins a fenced block, with its language, or ends one. */
const FENCE = /^ *```(\w*)/;

/** A task that is named in running text. */
const INLINE = /`((?:[A-Z][A-Z0-9_]*=\S+ )*(?:npx -y deno@\S+|deno)\s+task\s[^`]+)`/g;

/** What stands between two commands of a line. */
const OPERATORS = new Set(["&", "&&", "|", "||", ";"]);

/**
 * Reads the commands of a page in Markdown: of its `sh` blocks, behind `$` in other blocks, and the
 * tasks that its text names.
 */
export function readCommands(markdown: string): readonly ShellCommand[] {
  const lines = markdown.split("\n");
  const commands: ShellCommand[] = [];
  let language: string | undefined;
  for (let i = 0; i < lines.length; i++) {
    const fence = FENCE.exec(lines[i]!);
    if (fence !== null) {
      language = language === undefined ? fence[1]! : undefined;
      continue;
    }
    const line = i + 1;
    if (language === undefined) {
      // A span of code may go on in the next line.
      const text = `${lines[i]}\n${lines[i + 1] ?? ""}`;
      for (const { 1: span, index } of text.matchAll(INLINE)) {
        if (index < lines[i]!.length) commands.push(...parse(span!, line));
      }
      continue;
    }
    const isPrompt = language !== "sh" && lines[i]!.trimStart().startsWith("$ ");
    if (language !== "sh" && !isPrompt) continue;
    let text = isPrompt ? lines[i]!.trimStart().slice(2) : lines[i]!;
    while (text.endsWith("\\") && i + 1 < lines.length) text = text.slice(0, -1) + lines[++i]!;
    commands.push(...parse(text, line));
  }
  return commands.filter(({ words }) => words.length > 0);
}

/** The commands of one line; what stands behind `#` is a comment. */
function parse(text: string, line: number): readonly ShellCommand[] {
  const commands: string[][] = [[]];
  for (const [word] of text.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)) {
    if (word.startsWith("#")) break;
    if (OPERATORS.has(word)) commands.push([]);
    else commands.at(-1)!.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, "$1$2"));
  }
  return commands.map((words) => commandOf(words, line));
}

/** Words that set a variable come before the program. */
function commandOf(words: readonly string[], line: number): ShellCommand {
  const count = words.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
  const set = count === -1 ? words : words.slice(0, count);
  const variables = Object.fromEntries(set.map((word) => {
    const at = word.indexOf("=");
    return [word.slice(0, at), word.slice(at + 1)];
  }));
  return { line, variables, words: words.slice(set.length) };
}
