import * as v from "valibot";
import { describeExit } from "../programs/child.ts";
import { startTool } from "../programs/programs.ts";
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
  /** What the suite printed, for a file. */
  readonly json: string;
  /** Sums it up in a few words. */
  readonly text: string;
  /** Why the gateway is not conformant, in one line; undefined if it is. */
  readonly problem: string | undefined;
}

/**
 * Runs the conformance suite, as another program, against a gateway that listens.
 *
 * @throws {ChildError} if the suite can't do its work.
 */
export async function checkConformance(
  { gateway, simulator }: Servers,
  options: {
    readonly prefix: readonly string[];
    readonly flushIntervalMs: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Conformance> {
  const { prefix, flushIntervalMs, signal } = options;
  const args = ["--url", gateway.url, "--json"];
  if (simulator !== undefined) args.push("--inference-url", simulator.url);
  if (flushIntervalMs !== undefined) args.push("--flush-interval-ms", flushIntervalMs);
  const stdout: string[] = [];
  const onStdoutLine = (line: string) => stdout.push(line);
  const child = await startTool("conformance", args, { prefix, onStdoutLine });
  const stop = () => void child.stop();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    const exit = await child.exited;
    signal.throwIfAborted();
    const conformance = readConformance(stdout.join("\n"));
    if (conformance !== undefined) return conformance;
    throw child.error(
      `Cannot check conformance: expected a report of the suite, but ${describeExit(exit)}`,
    );
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Reads what `conformance --json` printed; undefined if it is no report. */
export function readConformance(json: string): Conformance | undefined {
  const result = v.safeParse(ConformanceReport, parseJson(json));
  if (!result.success) return undefined;
  const { verdict, profile, totals, cases } = result.output;
  const failed = cases.filter((each) => each.outcome === "fail" && each.profile === profile);
  const text = describeTotals(totals, failed.length);
  if (verdict === "pass") return { json, text, problem: undefined };
  const first = failed.slice(0, 3).map(({ name, detail }) => `${name} (${detail ?? "it failed"})`);
  const more = failed.length > first.length ? ` and ${failed.length - first.length} more` : "";
  return { json, text, problem: `not conformant: ${first.join(", ")}${more}` };
}

/** The cases that need not pass are told apart: a gateway may fail them and be conformant. */
function describeTotals(totals: { pass: number; fail: number; skip: number }, failed: number) {
  const tolerated = totals.fail - failed;
  const note = tolerated === 0 ? "" : `, ${tolerated} not kept that the protocol does not ask for`;
  return `${totals.pass} passed, ${failed} failed, ${totals.skip} skipped${note}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
