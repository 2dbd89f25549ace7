import type { BenchContext } from "./bench_context.ts";
import { checkConformance } from "./check_conformance.ts";
import { ChildError } from "./child_error.ts";
import { measureVariant } from "./measure_variant.ts";
import type { Measured } from "./measure_variant.ts";
import type { VariantResult } from "./outcome.ts";
import { pinningPrefix } from "./pinning.ts";
import { withServers } from "./servers.ts";
import type { Variant } from "./variants.ts";

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
    if (options.conformance) {
      const measured = await prove(context, variant);
      if (measured !== undefined) return measured;
    }
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
 * Holds a gateway against the conformance suite; the measured one is another one, fresh.
 *
 * @returns why it must not be measured; undefined if it may.
 */
async function prove(context: BenchContext, variant: Variant): Promise<Measured | undefined> {
  const { options, pinning, simulatorEnv, signal, progress } = context;
  return await progress.step(`${variant.name}: conformance`, async (report) => {
    const start = { ...options, variant: variant.name, pinning, simulatorEnv, signal, report };
    const conformance = await withServers(start, (servers) => {
      report("checking");
      return checkConformance(servers, {
        prefix: pinningPrefix(pinning, "tools"),
        flushIntervalMs: context.environment["FLUSH_INTERVAL_MS"],
        signal,
      });
    });
    report(conformance.text);
    if (conformance.ok) return undefined;
    return { outcome: "fail", reasons: conformance.reasons, log: conformance.log };
  });
}
