/**
 * Compares gateways: starts programs as children that never outlive it, puts one gateway after the
 * other under the same load, and judges, tabulates and keeps what came out.
 *
 * `main.ts` is the program. Tests elsewhere use the part that starts programs:
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
export { Child, describeExit } from "./programs/child.ts";
export type { ChildExit, ChildOptions } from "./programs/child.ts";
export { ChildError } from "./programs/child_error.ts";
export type { ListeningEvent } from "./programs/listening_event.ts";
export { Manifest } from "./report/manifest.ts";
export { startGateway, startSimulator, startTool, sttUrl } from "./programs/programs.ts";
export type { Server, StartOptions, Tool } from "./programs/programs.ts";
export type { Runtime } from "./programs/runtime.ts";
export { runtimes } from "./programs/runtime.ts";
export { findVariant, variants } from "./programs/variants.ts";
export type { Variant } from "./programs/variants.ts";
