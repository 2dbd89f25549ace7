/**
 * The tool-chain: the pinned runtimes, where they are, and how they get there.
 *
 * `versions.lock.toml` pins each runtime with a download and a checksum per platform. A runtime of
 * exactly that version that is running or on PATH is used as it is; any other machine gets its own
 * in `.toolchain/`, verified before it is unpacked, and nothing outside that folder is touched.
 *
 * ```ts
 * import { findTool, readVersions, setUp } from "@stt-bench/toolchain";
 *
 * await setUp({ tools: ["node"] }); // does nothing the second time
 * const { path, version } = await findTool("node");
 * const { runtimes } = await readVersions();
 * // version === runtimes.node.version, and `path --version` says so
 * ```
 *
 * The programs behind `deno task setup | doctor | check | test | ok` are in `main.ts`.
 *
 * @module
 */
export { findTool } from "./install/find_tool.ts";
export { platforms } from "./install/platform.ts";
export type { Platform } from "./install/platform.ts";
export { setUp } from "./install/set_up.ts";
export type { SetUpListener, SetUpOptions } from "./install/set_up.ts";
export { showSetUp } from "./install/show_set_up.ts";
export { toolNames } from "./install/tool.ts";
export type { Tool, ToolName } from "./install/tool.ts";
export { readVersions } from "./install/versions.ts";
export type { Download, Pin, Versions } from "./install/versions.ts";
