import { evaluateSlo, RunSummary } from "@stt-bench/results";
import type { CheckResult, GatewayReport } from "@stt-bench/results";
import * as v from "valibot";
import { describePinning } from "../machine/pinning.ts";
import type { ListeningEvent } from "../programs/listening_event.ts";
import { gatewayCost } from "./gateway_cost.ts";
import type { GatewayReadings } from "./gateway_cost.ts";
import type { RunContext, RunPlan } from "./run_context.ts";
import type { KnownEvidence } from "./run_evidence.ts";
import { runFiles } from "./run_files.ts";
import type { Target } from "./target.ts";

/** What is known of a run when it is over. */
export interface KnownRun {
  /** What the load generator says. */
  readonly summary: RunSummary;
  readonly readings: GatewayReadings | undefined;
  /** What the gateway said of itself. */
  readonly event: ListeningEvent | undefined;
  readonly evidence: KnownEvidence;
  /** What went wrong around the load by the gateway's fault, which makes the run a fail. */
  readonly broken: readonly string[];
}

/** What of a {@linkcode RunContext} stands in a summary. */
type Known = Pick<
  RunContext,
  "conditions" | "machine" | "pinning" | "versions" | "samples" | "slo"
>;

/**
 * The load generator's summary with what only the bench knows: the gateway's cost, its ledger, how
 * the simulator did, the machine. With all that it is judged again.
 */
export function completeSummary(
  context: Known,
  target: Target,
  plan: RunPlan,
  known: KnownRun,
): RunSummary {
  const { verdict: _verdict, slo: _slo, ...measurements } = known.summary;
  const { simulator, gateway_ledger, gateway_sessions } = known.evidence;
  const gateway = describeGateway(context, target, plan, known);
  const run = {
    ...measurements,
    ...(simulator === undefined ? {} : { simulator }),
    ...(gateway_ledger === undefined ? {} : { gateway_ledger }),
    ...(gateway_sessions === undefined ? {} : { gateway_sessions }),
    ...(gateway === undefined ? {} : { gateway }),
  };
  const { verdict, reasons, ...judgement } = evaluateSlo(run, context.slo);
  const isBroken = known.broken.length > 0;
  const lostLimit = isLimitLost(context, known) ? [LOST_LIMIT] : [];
  return v.parse(RunSummary, {
    ...run,
    // The folder gets its name at the end, so the file's name alone stays right.
    ...(context.samples ? { samples_file: runFiles(target.label, plan).samples } : {}),
    environment: describeEnvironment(context),
    verdict: isBroken ? "fail" : lostLimit.length > 0 ? "invalid" : verdict,
    slo: {
      profile: context.slo.name,
      ...judgement,
      checks: [...judgement.checks, ...lostLimit],
      reasons: [...known.broken, ...lostLimit.map(describeLostLimit), ...reasons],
    },
  });
}

/** A whole window was measured, and the kernel no longer knew of the limit in it. */
function isLimitLost({ conditions }: Known, { readings, evidence }: KnownRun): boolean {
  return conditions.cpuLimit !== undefined && readings !== undefined &&
    evidence.throttledMs === null;
}

const LOST_LIMIT: CheckResult = {
  check: "gateway CPU limit",
  limit: "held",
  actual: "lost",
  ok: false,
};

function describeLostLimit({ check, limit, actual }: CheckResult): string {
  return `wrong conditions: ${check} is ${actual}, expected ${limit}`;
}

/** Undefined where no process of it was watched through the whole window. */
function describeGateway(
  { versions }: Known,
  target: Target,
  { load }: RunPlan,
  { readings, event, evidence: { throttledMs } }: KnownRun,
): GatewayReport | undefined {
  if (readings === undefined) return undefined;
  const cost = { ...gatewayCost(readings, load.sessions), throttled_ms: throttledMs };
  if (target.kind === "foreign") {
    return {
      runtime: null,
      version: null,
      variant: null,
      inference_client: null,
      inference_protocol: null,
      workers: null,
      ...cost,
    };
  }
  const { variant: { name, runtime }, workers } = target;
  const expected = versions.get(runtime);
  return {
    runtime,
    version: event?.version ?? null,
    ...(expected === undefined ? {} : { expected_version: expected }),
    variant: name,
    inference_client: event?.inference_client ?? null,
    inference_protocol: event?.inference_protocol ?? null,
    workers,
    ...cost,
  };
}

function describeEnvironment({ conditions, machine, pinning }: Known): RunSummary["environment"] {
  return {
    cpu_model: machine.cpu_model,
    cores: machine.cores,
    kernel: machine.kernel,
    gateway_cpus: pinning.pinned ? pinning.gatewayCpus.length : null,
    cpu_limit: conditions.cpuLimit ?? null,
    memory_limit_bytes: conditions.memoryLimitBytes ?? null,
    pinning: pinning.pinned ? describePinning(pinning) : null,
  };
}
