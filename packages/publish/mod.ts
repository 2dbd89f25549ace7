/**
 * Published results: one committed file with every number that the README quotes, and the README's
 * tables made from it.
 *
 * 1. `protocol/` is what is measured: a step is a command of `bench` or `bracket`. It runs them as
 *    children, and goes on where it was.
 * 2. `published/` has the file: {@linkcode Published}, made of folders of results, part by part.
 * 3. `page/` writes the file's tables into the README, between its markers.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readPublished } from "@stt-bench/publish";
 *
 * const { cost } = await readPublished();
 * if (!("missing" in cost)) assertEquals(cost.comparison.baseline, "deno");
 * ```
 *
 * `deno task results:publish` is in `main.ts`.
 *
 * @module
 */
export { renderPublished } from "./page/render_published.ts";
export { replaceMarked } from "./page/replace_marked.ts";
export { Published } from "./published/published.ts";
export type { Capacity, Cost, Missing, Scaling } from "./published/published.ts";
export { PUBLISHED_FILE, readPublished } from "./published/read_published.ts";
export type { Source } from "./published/source.ts";
