import jsTokens from "js-tokens";

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** Tokens that are no code. */
const IDLE = new Set([
  "HashbangComment",
  "LineTerminatorSequence",
  "MultiLineComment",
  "SingleLineComment",
  "WhiteSpace",
]);

/**
 * Lines of `source`, in JavaScript or TypeScript, that have code on them: no blank lines, and none
 * with nothing but comments. A template counts on each of its lines.
 */
export function countCodeLines(source: string): number {
  const lines = new Set<number>();
  let line = 0;
  for (const { type, value } of jsTokens(source)) {
    const spans = value.split(LINE_END).length;
    if (!IDLE.has(type)) {
      for (let i = 0; i < spans; i++) lines.add(line + i);
    }
    line += spans - 1;
  }
  return lines.size;
}
