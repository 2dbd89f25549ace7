import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import type { BenchContext } from "./run/bench_context.ts";
import { checkConformance } from "./run/check_conformance.ts";
import { ChildError } from "./programs/child_error.ts";
import { measureVariant } from "./run/measure_variant.ts";
import type { Measured } from "./run/measure_variant.ts";
import type { VariantResult } from "./run/outcome.ts";
import { pinningPrefix } from "./machine/pinning.ts";
import { conformanceFile } from "./run/run_files.ts";
import { withServers } from "./run/servers.ts";
import type { Variant } from "./programs/variants.ts";

/** Proves `variant` conformant, then measures it. What goes wrong is a part of the result. */
export async function benchVariant(
  context: BenchContext,
  variant: Variant,
): Promise<VariantResult> {
  const { name, runtime } = variant;
  const version = context.versions.get(runtime)!;
  return { variant: name, runtime, version, ...await proveAndMeasure(context, variant) };
}

async function proveAndMeasure(context: BenchContext, variant: Variant): Promise<Measured> {
  const { options, progress, signal } = context;
  try {
    if (options.conformance) await prove(context, variant);
    return await progress.step(
      `${variant.name}: ${options.load.sessions} sessions`,
      (report) => measureVariant(context, variant, report),
    );
  } catch (error) {
    if (signal.aborted) return { outcome: "interrupted", reasons: ["interrupted"], log: [] };
    if (!(error instanceof ChildError)) throw error;
    return { outcome: "fail", reasons: [error.summary], log: error.log };
  }
}

/**
 * Holds a gateway against the conformance suite; the one that is measured is another, fresh one.
 *
 * @throws {ChildError} if it is not conformant.
 */
async function prove(context: BenchContext, variant: Variant): Promise<void> {
  const { pinning, signal, progress } = context;
  // The suite makes the simulator late, to see that a gateway has one request in flight at most.
  const withFaults = { ...context, simulatorEnv: { ...context.simulatorEnv, FAULTS: "1" } };
  await progress.step(`${variant.name}: conformance`, async (report) => {
    await withServers(withFaults, variant, report, async (servers) => {
      report("checking");
      const { json, text, problem } = await checkConformance(servers, {
        prefix: pinningPrefix(pinning, "tools"),
        flushIntervalMs: context.environment["FLUSH_INTERVAL_MS"],
        signal,
      });
      await writeFileAtomically(join(context.directory, conformanceFile(variant.name)), json);
      report(text);
      if (problem !== undefined) throw servers.gateway.child.error(problem);
    });
  });
}
