/**
 * Our images without a Docker: their Dockerfiles held against policies, and what they build, laid out
 * in a folder and run there.
 *
 * - `dockerfile/` reads a `Dockerfile`; `policies/` says what is wrong with it.
 * - `engine/` does its steps in a root of its own and starts its entry point there: as PID 1 of its own
 *   processes, as the image's user, on a read-only root. What stands in for a base image is the pinned
 *   runtime with the libraries of this machine: so nothing of this proves that the base image works, or
 *   exists. The workflow `images` builds the real ones, tries them with `smoke_test.sh`, and measures on
 *   a cluster of kind. It was written without a Docker at hand: its first run on GitHub is its first.
 * - `tree/` runs inside of a build: it copies what a program imports, and nothing else.
 * - `health/` is the health check inside of an image.
 * - `trial/` tries images together: a gateway, the model behind it, and load.
 * - `workflows/` holds GitHub's workflows against policies, and pins digests and commits.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lintDockerfile, parseDockerfile } from "@stt-bench/images";
 * import { readVersions } from "@stt-bench/toolchain";
 *
 * const file = parseDockerfile("Dockerfile", "FROM node:latest\nENTRYPOINT npm start\n");
 * const problems = lintDockerfile(file, {
 *   versions: await readVersions(),
 *   hasSource: () => true,
 * });
 * assertEquals(problems.some((line) => line.includes("exec form, got npm start")), true);
 * ```
 *
 * `deno task images` is in `main.ts`.
 *
 * @module
 */
export { parseDockerfile } from "./dockerfile/parse_dockerfile.ts";
export type { Dockerfile, Stage, Step } from "./dockerfile/parse_dockerfile.ts";
export { lintDockerfile } from "./policies/lint_dockerfile.ts";
export type { Surroundings } from "./policies/policy.ts";
