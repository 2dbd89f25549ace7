/**
 * What others install: `core`, `protocol`, `websocket` and `http2`, for JSR as they stand, for npm
 * compiled, since Node takes no TypeScript out of `node_modules`.
 *
 * `pack/` compiles and packs them (`deno pack`, from a workspace of their own) and checks what is in
 * the tarballs. `api/` keeps a record of their public types, so that a change is noticed. The
 * end-to-end test installs them from a registry on loopback into fresh folders of Deno, Node and
 * Bun, and runs the examples of their READMEs there.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { libraries } from "@stt-bench/library";
 *
 * assertEquals(libraries, ["protocol", "core", "websocket", "http2"]);
 * ```
 *
 * `deno task pack` and `deno task api` are in `main.ts`.
 *
 * Nothing here publishes. To do it: raise the version in each `package.json` and `jsr.json` and in what
 * depends on it (a test holds them together), give it a section of CHANGELOG.md, then
 * `deno task pack`, `npm publish dist/stt-bench-….tgz` for each tarball, protocol first, and
 * `deno publish`, which takes these four packages and no other.
 *
 * @module
 */
export { apiProblem } from "./api/api_command.ts";
export { libraries } from "./libraries.ts";
export type { Library } from "./libraries.ts";
export { packLibraries } from "./pack/pack_libraries.ts";
export type { PackedLibrary } from "./pack/pack_libraries.ts";
