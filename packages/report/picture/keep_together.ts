/** Units and signs that stand behind a number, or before one. */
const BEHIND = /(\d) (?=(?:ms|µs|kB|MB|s|%|×|vCPU|lines|sessions|cores)(?![a-z]))/g;
const BEFORE = /([≥≤×]) (?=\d)/g;

/** Puts no-break spaces between numbers and their units, so that no line ends there. */
export function keepTogether(text: string): string {
  return text.replace(BEHIND, "$1\u00a0").replace(BEFORE, "$1\u00a0");
}
