import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import type { ProgressEvent } from "@stt-bench/results";
import { pinningPrefix } from "../machine/pinning.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";
import { describeExit } from "../programs/child.ts";
import type { Child } from "../programs/child.ts";
import { expectedMs } from "../run/load_profile.ts";
import { LoadProgress } from "../run/load_progress.ts";
import { loadgenArguments } from "../run/loadgen_arguments.ts";
import { resultOf } from "../run/outcome.ts";
import type { RunResult } from "../run/outcome.ts";
import type { Report } from "../run/progress.ts";
import type { RunContext } from "../run/run_context.ts";
import { runLoad } from "../run/run_load.ts";
import type { LoadOutcome } from "../run/run_load.ts";
import { withServers } from "../run/servers.ts";
import type { Servers } from "../run/servers.ts";
import type { Target } from "../run/target.ts";
import { AccountWatch } from "./account_watch.ts";
import { FailingModel } from "./failing_model.ts";
import { judgeAccounts } from "./judge_accounts.ts";
import { soakAccounts } from "./soak_accounts.ts";
import type { SoakOptions } from "./soak_options.ts";
import { leakReasons, soakReport } from "./soak_report.ts";
import type { SoakResult } from "./soak_result.ts";
import { SoakSeries } from "./soak_series.ts";

/**
 * Holds `target` under load while sessions come and go and its model fails, and writes what became
 * of sessions, frames and memory. What goes wrong is a part of the result.
 */
export async function soakGateway(
  context: RunContext,
  target: Target,
  options: SoakOptions,
  report: Report,
): Promise<SoakResult> {
  const env = simulatorEnv(options);
  const soak = (servers: Servers) => new GatewaySoak(context, target, options, servers).run(report);
  const result = await resultOf(
    () => withServers(context, target, env, report, soak),
    context.signal,
  );
  report({ kind: "end", ...result });
  return { ...result, target };
}

function simulatorEnv({ conditions, hasFaults }: SoakOptions): Record<string, string> {
  return {
    MODEL_MAX_CONCURRENT: "65536",
    MODEL_SEED: String(conditions.seed),
    FAULTS: hasFaults ? "1" : "0",
  };
}

/** One gateway under load. Use it once. */
class GatewaySoak {
  readonly #context: RunContext;
  readonly #target: Target;
  readonly #options: SoakOptions;
  readonly #servers: Servers;
  readonly #series = new SoakSeries();
  readonly #watch: AccountWatch;
  readonly #model: FailingModel | undefined;

  constructor(context: RunContext, target: Target, options: SoakOptions, servers: Servers) {
    this.#context = context;
    this.#target = target;
    this.#options = options;
    this.#servers = servers;
    this.#watch = AccountWatch.of(servers.gateway.adminUrl);
    this.#model = this.#createModel();
  }

  async run(report: Report): Promise<Omit<SoakResult, "target">> {
    const { load } = this.#options;
    const progress = LoadProgress.ofGateway(this.#context, load);
    const { gateway } = this.#servers;
    try {
      const outcome = await runLoad({
        args: loadgenArguments(this.#context, this.#target.label, gateway.url, { load, round: 1 }),
        prefix: pinningPrefix(this.#context.pinning, "tools"),
        expectedMs: expectedMs(load),
        gatewayPid: gateway.pid,
        serverExited: gateway.child?.exited ?? new Promise(() => {}),
        signal: this.#context.signal,
        onProgress: (event, generator) => {
          this.#observe(event);
          const simulator = this.#modelChild?.pid;
          progress.newsOf(event, { gateway: gateway.pid, generator, simulator }).forEach(report);
        },
      });
      return await this.#conclude(outcome);
    } finally {
      await this.#model?.end();
    }
  }

  /** The model's process; undefined where that isn't ours. */
  get #modelChild(): Child | undefined {
    return this.#model?.child ?? this.#servers.simulator?.child;
  }

  /** A gateway that isn't ours has a model that isn't, either. */
  #createModel(): FailingModel | undefined {
    const { simulator } = this.#servers;
    if (simulator === undefined || !this.#options.hasFaults) return undefined;
    const { pinning, signal } = this.#context;
    return new FailingModel({
      server: simulator,
      start: {
        env: simulatorEnv(this.#options),
        prefix: pinningPrefix(pinning, "simulator"),
        signal,
      },
      seed: this.#options.conditions.seed,
      restartAfterSecs: Math.round(this.#options.load.measureSecs / 2),
    });
  }

  #observe(event: ProgressEvent): void {
    const { pid } = this.#servers.gateway;
    this.#series.observe(
      event,
      () => pid === undefined ? undefined : readProcessUsage(pid)?.rssBytes,
    );
    if (event.event !== "progress") return;
    this.#watch.look();
    if (event.phase === "measure") this.#model?.tick();
  }

  async #conclude({ summary, problem, log }: LoadOutcome): Promise<Omit<SoakResult, "target">> {
    const { gateway } = this.#servers;
    const watched = await this.#watch.finish();
    const broken = [];
    for (
      const [name, child] of [["gateway", gateway.child], ["model", this.#modelChild]] as const
    ) {
      if (child?.hasExited) {
        broken.push(`the ${name} was lost: ${describeExit(await child.exited)}`);
      }
    }
    if (problem !== undefined) broken.push(problem);
    if (summary === undefined) return this.#ended(broken, gateway.child?.log ?? log);
    const { label } = this.#target;
    const { storm } = this.#model ?? {};
    const { seed } = this.#options.conditions;
    const accounts = soakAccounts({ target: label, summary, watched, storm, seed });
    const course = soakReport(label, this.#series.samples);
    await this.#write("accounts", accounts);
    await this.#write("soak", course);
    const reasons = [...broken, ...judgeAccounts(accounts), ...leakReasons(course)];
    return { ...this.#ended(reasons, gateway.child?.log ?? []), accounts, course };
  }

  #ended(reasons: readonly string[], log: readonly string[]): RunResult {
    if (this.#context.signal.aborted) {
      return { outcome: "interrupted", reasons: ["interrupted"], log: [] };
    }
    if (reasons.length === 0) return { outcome: "pass", reasons, log: [] };
    // Without its model no gateway can do anything.
    const isModelLost = this.#modelChild?.hasExited && !this.#servers.gateway.child?.hasExited;
    return { outcome: isModelLost ? "invalid" : "fail", reasons, log };
  }

  async #write(kind: string, value: unknown): Promise<void> {
    const path = join(this.#context.directory, `${this.#target.label}.${kind}.json`);
    await writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
  }
}
