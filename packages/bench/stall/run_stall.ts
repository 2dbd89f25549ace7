import process from "node:process";
import { Stall } from "./stall.ts";
import { checkClaims } from "./claims.ts";
import { dieWithParent, openNetwork, shrinkSocketBuffers } from "./private_network.ts";
import type { StallOptions } from "./stall_options.ts";
import { planStall } from "./stall_plan.ts";
import type { StallPlan } from "./stall_plan.ts";
import type { StallReport } from "./stall_report.ts";
import { ChildError } from "../programs/child_error.ts";
import { startGateway, startSimulator, sttUrl } from "../programs/programs.ts";
import type { Server } from "../programs/programs.ts";
import { readGatewayAccounts } from "../run/read_gateway_accounts.ts";
import { runLoad } from "../run/run_load.ts";

/**
 * Stops a gateway under load, in the network namespace that this process has to itself. What was
 * started is gone when it returns or throws, and nothing is left stopped.
 *
 * @throws {ChildError} if a program does not do its work.
 */
export async function runStall(options: StallOptions, signal: AbortSignal): Promise<StallReport> {
  const plan = planStall(options);
  openNetwork();
  // The simulator keeps its large buffers: what it is late with would be taken for the stall's.
  const simulator = await startSimulator({ env: plan.simulatorEnv, signal });
  try {
    shrinkSocketBuffers();
    const gateway = await startGateway(options.variant, {
      env: { ...plan.gatewayEnv, INFERENCE_URL: simulator.url },
      prefix: dieWithParent,
      signal,
    });
    try {
      return await measure(options, plan, gateway, signal);
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await simulator.child.stop();
  }
}

async function measure(
  { variant }: StallOptions,
  plan: StallPlan,
  { child, url }: Server,
  signal: AbortSignal,
): Promise<StallReport> {
  const stall = new Stall(child);
  const end = () => stall.end();
  signal.addEventListener("abort", end);
  try {
    const { summary, problem, log } = await runLoad({
      args: ["--url", sttUrl(url), ...plan.loadArguments],
      prefix: [],
      expectedMs: plan.expectedMs,
      gatewayPid: child.pid,
      serverExited: child.exited,
      signal,
      onProgress(event) {
        if (event.event !== "phase") return;
        process.stderr.write(`${event.phase}\n`);
        if (event.phase !== "measure") return;
        stall.schedule(event.epoch_ms + plan.stopAfterMs - Date.now(), plan.stallMs);
      },
    });
    if (summary === undefined) throw new ChildError(`Cannot measure: ${problem}`, log);
    const gateway_ledger = (await readGatewayAccounts(url))?.ledger ?? null;
    const findings = { variant, stopped_ms: stall.lengthMs, summary, gateway_ledger };
    return { ...findings, claims: checkClaims(findings) };
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
