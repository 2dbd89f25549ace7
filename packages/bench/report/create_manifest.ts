import process from "node:process";
import * as v from "valibot";
import type { BenchContext } from "../run/bench_context.ts";
import { readGitCommit } from "./git_commit.ts";
import { Manifest, MANIFEST_SCHEMA_VERSION } from "./manifest.ts";
import { worstOutcome } from "../run/outcome.ts";
import type { VariantResult } from "../run/outcome.ts";
import { describePinning } from "../machine/pinning.ts";
import { root, tools } from "../programs/program_command.ts";
import { runFiles } from "../run/run_files.ts";

/** Describes a comparison that is over. */
export async function createManifest(
  context: BenchContext,
  results: readonly VariantResult[],
  startedAt: Date,
): Promise<Manifest> {
  const { options, machine } = context;
  const { profile, load } = options;
  return v.parse(Manifest, {
    schema_version: MANIFEST_SCHEMA_VERSION,
    name: options.name,
    started_at: startedAt.toISOString(),
    finished_at: new Date().toISOString(),
    arguments: process.argv.slice(2),
    outcome: worstOutcome(results),
    complete: results.length === options.variants.length && results.every(isComplete),
    load: {
      profile,
      sessions: load.sessions,
      ramp_up_secs: load.rampUpSecs,
      session_start_spread_ms: load.sessionStartSpreadMs,
      warmup_secs: load.warmupSecs,
      measure_secs: load.measureSecs,
    },
    runs: results.map(({ summary, ...result }) => ({
      ...result,
      summary: summary === undefined ? null : runFiles(result.variant, load).summary,
    })),
    programs: describePrograms(context),
    inference: {
      url: options.inferenceUrl ?? null,
      environment: options.inferenceUrl === undefined ? context.simulatorEnv : {},
    },
    environment: context.environment,
    machine,
    pinning: describeCpus(context),
    git: await readGitCommit(root),
  });
}

function isComplete({ summary, outcome }: VariantResult): boolean {
  return summary?.ended === "complete" && outcome !== "interrupted";
}

function describePrograms({ options, versions }: BenchContext): Manifest["programs"] {
  const program = (tool: keyof typeof tools) => {
    const { runtime } = tools[tool];
    return { runtime, version: versions.get(runtime)! };
  };
  const own = (["bun", "deno", "node"] as const).find((name) => process.versions[name])!;
  return {
    bench: { runtime: own, version: process.versions[own]! },
    loadgen: program("loadgen"),
    inference: options.inferenceUrl === undefined ? program("inference") : null,
    conformance: options.conformance ? program("conformance") : null,
  };
}

function describeCpus({ pinning }: BenchContext): Manifest["pinning"] {
  return {
    description: describePinning(pinning),
    gateway_cpus: pinning.pinned ? [...pinning.gatewayCpus] : null,
    tool_cpus: pinning.pinned ? [...pinning.toolCpus] : null,
  };
}
