/**
 * The tool-chain: the pinned runtimes, where they are, and how they get there.
 *
 * `versions.lock.toml` pins each runtime with a download and a checksum per platform. A runtime of
 * exactly that version that is running or on PATH is used as it is; any other machine gets its own
 * in `.toolchain/`, verified before it is unpacked, and nothing outside that folder is touched.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findTool, readVersions, setUp } from "@stt-bench/toolchain";
 *
 * const [deno] = await setUp({ tools: ["deno"] }); // downloads nothing the second time
 * const { runtimes } = await readVersions();
 * assertEquals(deno?.version, runtimes.deno.version);
 * assertEquals(await findTool("deno"), deno);
 * ```
 *
 * Helm, which only the chart's checks need, is built by a Go of this machine when it is first wanted.
 *
 * The programs behind `deno task setup | doctor | check | test | ok` are in `main.ts`.
 *
 * @module
 */
export { installGoProgram } from "./go/install_go_program.ts";
export type { GoInstallOptions } from "./go/install_go_program.ts";
export { reasonNotToHave } from "./go/reason_not_to_have.ts";
export { findBrowser, withoutBrowser } from "./install/find_browser.ts";
export type { BrowserLaunch } from "./install/find_browser.ts";
export { findTool } from "./install/find_tool.ts";
export { platforms } from "./install/platform.ts";
export type { Platform } from "./install/platform.ts";
export { setUp } from "./install/set_up.ts";
export type { SetUpListener, SetUpOptions } from "./install/set_up.ts";
export { showSetUp } from "./install/show_set_up.ts";
export { toolNames } from "./install/tool.ts";
export type { Tool, ToolName } from "./install/tool.ts";
export { parseVersions, readVersions, versionsFile } from "./install/versions.ts";
export type {
  Download,
  Pin,
  PinnedAction,
  PinnedGoProgram,
  PinnedImage,
  Versions,
} from "./install/versions.ts";
export { readGitCommit } from "./read_git_commit.ts";
export type { GitCommit } from "./read_git_commit.ts";
export { root } from "./root.ts";
export { runCommand } from "./run_command.ts";
export type { CommandOptions, CommandResult } from "./run_command.ts";
