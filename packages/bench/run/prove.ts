import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import { pinningPrefix } from "../machine/pinning.ts";
import { ChildError } from "../programs/child_error.ts";
import { checkConformance } from "./check_conformance.ts";
import { resultOf } from "./outcome.ts";
import type { RunResult } from "./outcome.ts";
import type { Left, Report } from "./progress.ts";
import type { RunContext } from "./run_context.ts";
import { conformanceFile } from "./run_files.ts";
import { withServers } from "./servers.ts";
import type { Target } from "./target.ts";

/**
 * Holds a gateway against the conformance suite; one of ours that is measured afterwards is another,
 * fresh one.
 *
 * @param left what is left of the program, this included
 * @returns undefined if it is conformant, else how it failed.
 */
export async function prove(
  context: RunContext,
  target: Target,
  left?: Left,
): Promise<RunResult | undefined> {
  // The reference in C has nothing of what the suite asks for but the audio.
  if (target.kind === "own" && target.variant.runtime === "c") return undefined;
  const { progress, signal } = context;
  const step = { title: `${target.label}: conformance`, ...(left && { left }) };
  return await resultOf(() =>
    progress.step(step, async (report) => {
      report(await check(context, target, report));
      return undefined;
    }), signal);
}

async function check(
  context: RunContext,
  target: Target,
  report: Report,
): Promise<string> {
  const { pinning, environment, directory, signal } = context;
  // The suite makes the simulator late, to see that a gateway has one request in flight at most.
  const simulatorEnv = { MODEL_MAX_CONCURRENT: "65536", FAULTS: "1" };
  return await withServers(context, target, simulatorEnv, report, async (servers) => {
    report("running the suite");
    const { json, text, problem } = await checkConformance(servers, {
      prefix: pinningPrefix(pinning, "tools"),
      flushIntervalMs: environment["FLUSH_INTERVAL_MS"],
      signal,
    });
    await writeFileAtomically(join(directory, conformanceFile(target.label)), json);
    if (problem !== undefined) throw new ChildError(problem, servers.gateway.child?.log ?? []);
    return text;
  });
}
