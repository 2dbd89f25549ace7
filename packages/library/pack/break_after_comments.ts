import jsTokens from "js-tokens";

/**
 * Puts what follows a comment of JSDoc on a line of its own again: the compiler writes it behind the
 * comment, where nobody reads it. Indentation is left to the formatter.
 */
export function breakAfterComments(source: string): string {
  let text = "";
  let isBehindComment = false;
  for (const { type, value } of jsTokens(source)) {
    text += isBehindComment && type === "WhiteSpace" ? "\n" : value;
    isBehindComment = type === "MultiLineComment" && value.startsWith("/**");
  }
  return text;
}
