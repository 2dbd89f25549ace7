import * as v from "valibot";
import { describeExit } from "./child.ts";
import { startTool, sttUrl } from "./programs.ts";
import type { Servers } from "./servers.ts";

/** The part that we read of what `conformance --json` prints. */
const ConformanceReport = v.object({
  verdict: v.picklist(["pass", "fail"]),
  profile: v.string(),
  totals: v.object({ pass: v.number(), fail: v.number(), skip: v.number() }),
  cases: v.array(v.object({
    name: v.string(),
    profile: v.string(),
    outcome: v.picklist(["pass", "fail", "skip"]),
    detail: v.optional(v.string()),
  })),
});

/** How the conformance suite went. */
export interface Conformance {
  readonly ok: boolean;
  /** Sums it up in a few words. */
  readonly text: string;
  /** The required cases that failed, one line each. */
  readonly reasons: readonly string[];
  /** Last lines of the suite's log, where it could not do its work. */
  readonly log: readonly string[];
}

/** Runs the conformance suite, as another program, against a gateway that listens. */
export async function checkConformance(
  { gateway, simulator }: Servers,
  options: {
    readonly prefix: readonly string[];
    readonly flushIntervalMs: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Conformance> {
  const { prefix, flushIntervalMs, signal } = options;
  const args = ["--url", sttUrl(gateway.url), "--json"];
  if (simulator !== undefined) args.push("--inference-url", simulator.url);
  if (flushIntervalMs !== undefined) args.push("--flush-interval-ms", flushIntervalMs);
  const stdout: string[] = [];
  const child = await startTool("conformance", args, {
    prefix,
    onStdoutLine: (line) => stdout.push(line),
  });
  const stop = () => void child.stop();
  signal.addEventListener("abort", stop);
  try {
    const exit = await child.exited;
    signal.throwIfAborted();
    return readReport(stdout.join("\n")) ?? {
      ok: false,
      text: "could not be checked",
      reasons: [`the conformance suite left no report: ${describeExit(exit)}`],
      log: child.log,
    };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function readReport(json: string): Conformance | undefined {
  const result = v.safeParse(ConformanceReport, parseJson(json));
  if (!result.success) return undefined;
  const { verdict, profile, totals, cases } = result.output;
  const failed = cases.filter((each) => each.outcome === "fail" && each.profile === profile);
  return {
    ok: verdict === "pass",
    text: `${totals.pass} passed, ${totals.fail} failed, ${totals.skip} skipped`,
    reasons: failed.map(({ name, detail }) => `not conformant: ${name}: ${detail ?? "it failed"}`),
    log: [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
