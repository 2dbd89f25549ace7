import jsTokens from "js-tokens";

/** JavaScript or TypeScript without its comments, and without the lines that they leave empty. */
export function stripComments(source: string): string {
  let text = "";
  for (const { type, value } of jsTokens(source)) {
    if (type !== "MultiLineComment" && type !== "SingleLineComment") text += value;
  }
  return text.replaceAll(/[^\S\n]+$/gm, "").replaceAll(/\n{2,}/g, "\n").replace(/^\n/, "");
}
