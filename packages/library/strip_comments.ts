import jsTokens from "js-tokens";

/** JavaScript or TypeScript without its comments, and without the space that they leave. */
export function stripComments(source: string): string {
  let text = "";
  let isSpaced = false;
  for (const { type, value } of jsTokens(source)) {
    if (type === "MultiLineComment" || type === "SingleLineComment") continue;
    // A comment within a line had space on both sides.
    if (!isSpaced || type !== "WhiteSpace") text += value;
    isSpaced = type === "WhiteSpace";
  }
  return text.replaceAll(/[^\S\n]+$/gm, "").replaceAll(/\n{2,}/g, "\n").replace(/^\n/, "");
}
