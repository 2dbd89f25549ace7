import jsTokens from "js-tokens";

/**
 * Puts what follows a comment of JSDoc on a line of its own again, and the comment of a property
 * before its `readonly`: the compiler writes both where nobody reads them. Indentation is left to the
 * formatter.
 *
 * It breaks a line only behind a comment that begins one, so that no two tokens are parted that
 * stood on one line: a line's end can end a statement.
 */
export function breakAfterComments(source: string): string {
  let text = "";
  let isBehindComment = false;
  for (const { type, value } of jsTokens(source)) {
    if (type === "MultiLineComment" && value.startsWith("/**")) {
      const modifier = /(?<=^[^\S\n]*)readonly $/m.exec(text)?.[0] ?? "";
      text = text.slice(0, text.length - modifier.length);
      const beginsLine = /(?:^|\n)[^\S\n]*$/.test(text);
      text += value + (modifier && `\n${modifier.trim()}`);
      isBehindComment = beginsLine && modifier === "";
    } else {
      text += isBehindComment && type === "WhiteSpace" ? "\n" : value;
      isBehindComment = false;
    }
  }
  return text;
}
