/**
 * How much code a gateway is: lines with code on them, without blank lines, comments and tests. What
 * a runtime's folder has of its own is counted apart from the packages that it shares with others.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { countCodeLines } from "@stt-bench/code-size";
 *
 * assertEquals(countCodeLines("// Why.\n\nconst half = 1 / 2; // and more\n"), 1);
 * ```
 *
 * `deno task loc` is in `main.ts`.
 *
 * @module
 */
export { countCodeLines } from "./count_code_lines.ts";
export { measureCodeSize } from "./measure_code_size.ts";
export type { CodeSize } from "./measure_code_size.ts";
