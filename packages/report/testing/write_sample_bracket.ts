import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bracketResult, toBracketFile } from "@stt-bench/results";
import type { BracketOutcome, Manifest, Point } from "@stt-bench/results";
import { historyOf, searchOptions } from "@stt-bench/results/testing";
import { sampleGateways } from "./sample_gateway.ts";
import type { SampleGateway } from "./sample_gateway.ts";
import { sampleLatencies } from "./sample_latencies.ts";
import { sampleManifest } from "./sample_manifest.ts";
import { writeSampleRun } from "./write_sample_run.ts";

/** A search: its runs in short, as `historyOf` reads them, and how it ended. */
export interface SampleSearch {
  readonly history: string;
  /** Null for one that was broken off. */
  readonly outcome: BracketOutcome | null;
}

/** What the three native gateways hold on a quarter of a CPU, near what was found once. */
export const sampleSearches: Readonly<Record<string, SampleSearch>> = {
  deno: {
    history: "400p 800f 600f 500p 560f 520p 500p 520f 560f 400p",
    outcome: "bracketed",
  },
  node: { history: "400p 800f 600p 700f 660p 660p 700f", outcome: "bracketed" },
  bun: {
    history: "400p 800p 1600i 1600i 1600i 1200i 1200i 1200i 1000p 1100p 1100p",
    outcome: "generator-limited",
  },
};

const PARTIALS = 100;

/**
 * Writes the folder of a capacity search at 0.25 vCPU, the same at every call.
 *
 * @returns its path, in `parent`.
 */
export function writeSampleBracket(
  parent: string,
  searches: Readonly<Record<string, SampleSearch>> = sampleSearches,
  changes: Partial<Manifest> = {},
): string {
  const directory = join(parent, "2026-11-21T15-00-00Z-bracket");
  mkdirSync(directory, { recursive: true });
  const gateways = sampleGateways.filter(({ label }) => label in searches);
  const options = searchOptions({ step: 0.08, max: 2000 });
  const runs = gateways.flatMap((gateway) =>
    writeRuns(directory, gateway, historyOf(searches[gateway.label]!.history))
  );
  const state = {
    conditions: { "cpu limit": "0.25" },
    options,
    searches: gateways.map(({ label: target }) => {
      const { history: text, outcome } = searches[target]!;
      const history = historyOf(text);
      return { target, history, result: outcome && bracketResult(outcome, history, options) };
    }),
  };
  const write = (name: string, value: unknown) =>
    writeFileSync(join(directory, name), JSON.stringify(value, null, 2));
  write("bracket.json", toBracketFile(state));
  const base = sampleManifest("bracket", gateways);
  write("manifest.json", {
    ...base,
    started_at: "2026-11-21T15:00:00.000Z",
    finished_at: "2026-11-21T15:20:00.000Z",
    arguments: ["--cpu-limit", "0.25", "--variants", "deno,node,bun"],
    load: { ...base.load, ...TIMINGS, sessions: null },
    conditions: { ...base.conditions, cpu_limit: 0.25, limits_by: "cgroup v2" },
    runs,
    ...changes,
  });
  return directory;
}

const TIMINGS = { ramp_up_secs: 10, warmup_secs: 6, measure_secs: 10 };

/** A gateway that fails is late, a load generator that is late makes the run invalid. */
function writeRuns(
  directory: string,
  gateway: SampleGateway,
  history: readonly Point[],
): Manifest["runs"] {
  const rounds = new Map<number, number>();
  return history.map(({ sessions, verdict }, i) => {
    const round = (rounds.get(sessions) ?? 0) + 1;
    rounds.set(sessions, round);
    const medianMs = verdict === "fail" ? 290 : gateway.newestMs + sessions / 20;
    return writeSampleRun(directory, {
      gateway,
      sessions,
      round,
      latencies: sampleLatencies(medianMs, PARTIALS, i + sessions),
      sendLatenessMs: verdict === "invalid" ? 31.5 : 3.1,
      timings: TIMINGS,
    });
  });
}
