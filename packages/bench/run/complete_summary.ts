import { RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import type { BenchContext } from "./bench_context.ts";
import { gatewayCost } from "./gateway_cost.ts";
import type { ListeningEvent } from "../programs/listening_event.ts";
import { describePinning } from "../machine/pinning.ts";
import { runFiles } from "./run_files.ts";
import type { LoadOutcome } from "./run_load.ts";
import type { Variant } from "../programs/variants.ts";

/** The gateway that was measured: what it used, and what it said of itself. */
export interface MeasuredGateway extends Pick<LoadOutcome, "readings"> {
  readonly gateway: Pick<ListeningEvent, "inference_client" | "inference_protocol">;
}

/**
 * The load generator's summary with what only the bench knows: the gateway's cost, the machine, and
 * what `broken` says went wrong around the load, which makes it a fail.
 */
export function completeSummary(
  context: Pick<BenchContext, "options" | "machine" | "pinning" | "versions">,
  { name, runtime }: Variant,
  summary: RunSummary,
  { readings, gateway }: MeasuredGateway,
  broken: readonly string[],
): RunSummary {
  const { options, machine, pinning, versions } = context;
  return v.parse(
    RunSummary,
    {
      ...summary,
      // The folder gets its name at the end, so the file's name alone stays right.
      ...(options.samples ? { samples_file: runFiles(name, options.load).samples } : {}),
      ...(broken.length > 0
        ? {
          verdict: "fail",
          slo: { ...summary.slo, reasons: [...broken, ...summary.slo.reasons] },
        }
        : {}),
      ...(readings === undefined ? {} : {
        gateway: {
          runtime,
          version: versions.get(runtime),
          variant: name,
          inference_client: gateway.inference_client,
          inference_protocol: gateway.inference_protocol,
          workers: 1,
          throttled_ms: null,
          ...gatewayCost(readings, summary.sessions),
        },
      }),
      environment: {
        cpu_model: machine.cpu_model,
        cores: machine.cores,
        kernel: machine.kernel,
        gateway_cpus: null,
        cpu_limit: null,
        memory_limit_bytes: null,
        pinning: pinning.pinned ? describePinning(pinning) : null,
      },
    } satisfies Record<string, unknown>,
  );
}
