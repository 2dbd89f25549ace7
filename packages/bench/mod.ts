/**
 * Measures gateways: which costs least, how many sessions each holds, and how sure we are.
 *
 * Everything is built on one run (`run/`): fresh processes (`programs/`) on CPUs of their own
 * (`machine/`), held to limits where that is asked for (`limits/`), under one load, judged by what
 * all parties say of it. The programs are made of runs:
 *
 * | program         | folder          | what it finds                                          |
 * | --------------- | --------------- | ------------------------------------------------------ |
 * | `bench`         | `head_to_head/` | cost and latency side by side, in rounds               |
 * | `bench --split` | `split/`        | what tuned sockets and a tuned client each save        |
 * | `bench compare` | `compare/`      | what has changed between two results                   |
 * | `bracket`       | `bracket/`      | the number of sessions that a gateway holds            |
 * | `soak`          | `soak/`         | leaks, and what gets lost while sessions come and go   |
 * | `calibrate`     | `calibrate/`    | what the tools themselves can serve                    |
 * | `stall`         | `stall/`        | what a stalled gateway looks like, by two clocks       |
 *
 * `options/` reads the flags that they share, `report/` has tables, manifests and folders of results,
 * `live/` shows what goes on: in a terminal, or on a page that a browser opens. `reference/` has a
 * gateway in C that others are measured against.
 * `bench:k8s` (packages/kubernetes) measures on a cluster with the same search, flags and tables.
 * Tests elsewhere use the part that starts programs:
 *
 * ```ts
 * import { startGateway, startSimulator } from "@stt-bench/bench";
 *
 * async function withGateway(use: (url: string) => Promise<void>) {
 *   const simulator = await startSimulator();
 *   try {
 *     const gateway = await startGateway("deno", { env: { INFERENCE_URL: simulator.url } });
 *     try {
 *       await use(gateway.url);
 *     } finally {
 *       await gateway.child.stop();
 *     }
 *   } finally {
 *     await simulator.child.stop();
 *   }
 * }
 * ```
 *
 * @module
 */
export { bracketOutcome } from "./bracket/bracket_outcome.ts";
export {
  addSearchOptions,
  bracketProfiles,
  bracketTimings,
  parseBracketOptions,
  readSearch,
} from "./bracket/bracket_options.ts";
export type { BracketOptions, BracketRequest } from "./bracket/bracket_options.ts";
export { BracketRun } from "./bracket/bracket_run.ts";
export type { BracketContext, BracketPoint } from "./bracket/bracket_run.ts";
export { renderBracketTable } from "./bracket/bracket_table.ts";
export type { BracketColumn } from "./bracket/bracket_table.ts";
export { estimateProbes } from "./bracket/estimate_probes.ts";
export type { ProbeEstimate } from "./bracket/estimate_probes.ts";
export { parseBenchOptions } from "./head_to_head/bench_options.ts";
export type { BenchOptions } from "./head_to_head/bench_options.ts";
export { Watch } from "./live/watch.ts";
export { FlagReader } from "./options/flag_reader.ts";
export { readLoadOptions } from "./options/load_options.ts";
export { addReportOption, readReportOption } from "./options/report_option.ts";
export { addWatchOptions, readWatchOptions } from "./options/watch_options.ts";
export type { WatchOptions } from "./options/watch_options.ts";
export { Child, describeExit } from "./programs/child.ts";
export type { ChildExit, ChildOptions } from "./programs/child.ts";
export { ChildError } from "./programs/child_error.ts";
export { freePort } from "./programs/free_port.ts";
export type { ListeningEvent } from "./programs/listening_event.ts";
export {
  startCollector,
  startGateway,
  startSimulator,
  startTool,
  sttUrl,
} from "./programs/programs.ts";
export type { Server, StartOptions, Tool } from "./programs/programs.ts";
export { programCommand } from "./programs/program_command.ts";
export type { Program } from "./programs/program_command.ts";
export { runtimes } from "./programs/runtime.ts";
export type { Runtime } from "./programs/runtime.ts";
export { findVariant, reactorVariants, variants } from "./programs/variants.ts";
export type { RuntimeVariant, Variant } from "./programs/variants.ts";
export { conclude } from "./report/conclude.ts";
export { readDisplay } from "./report/display.ts";
export type { Display } from "./report/display.ts";
export { createResultsDirectory } from "./report/results_directory.ts";
export type { ResultsDirectory } from "./report/results_directory.ts";
export { explainVerdict } from "./run/explain_verdict.ts";
export { gatewayCost } from "./run/gateway_cost.ts";
export { expectedMs } from "./run/load_profile.ts";
export type { LoadProfile } from "./run/load_profile.ts";
export { exitCodeOf } from "./run/outcome.ts";
export type { RunResult } from "./run/outcome.ts";
export type { News, Progress, Report } from "./run/progress.ts";
export { ledgerBetween, parseGatewayAccounts } from "./run/read_gateway_accounts.ts";
export type { GatewayAccounts } from "./run/read_gateway_accounts.ts";
export type { RunPlan } from "./run/run_context.ts";
export { RemainingTime } from "./run/remaining_time.ts";
export { runFiles } from "./run/run_files.ts";
export { parseSimulatorStats } from "./run/simulator_stats.ts";
export type { SimulatorStats } from "./run/simulator_stats.ts";
export { ownTarget } from "./run/target.ts";
export type { OwnTarget, Target } from "./run/target.ts";
export { randomFault, seededRandom } from "./soak/random_fault.ts";
export type { RandomFault } from "./soak/random_fault.ts";
export {
  dieWithParent,
  findPrivateNetwork,
  openNetwork,
  shrinkSocketBuffers,
} from "./stall/private_network.ts";
