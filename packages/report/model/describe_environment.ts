import type { Manifest } from "@stt-bench/results";
import type { Environment, ProgramVersion } from "./environment.ts";

/** The tasks that leave results, by the program that a manifest names. */
const TASKS: Readonly<Record<string, string>> = {
  bench: "deno task bench",
  bracket: "deno task bracket",
  soak: "deno task soak",
  "bench:k8s": "deno task bench:k8s",
};

/** When, where and how the results of `manifest` were measured. */
export function describeEnvironment(manifest: Manifest): Environment {
  const { conditions, machine, pinning } = manifest;
  return {
    startedAt: manifest.started_at,
    finishedAt: manifest.finished_at,
    outcome: manifest.outcome,
    isComplete: manifest.complete,
    command: commandOf(manifest),
    machine: {
      platform: machine.platform,
      arch: machine.arch,
      cpuModel: machine.cpu_model,
      cores: machine.cores,
      kernel: machine.kernel,
      memoryBytes: machine.memory_bytes,
    },
    pinning: pinning.description,
    isPinned: pinning.gateway_cpus !== null,
    cpuLimit: conditions.cpu_limit,
    gatewayCpus: pinning.gateway_cpus && pinning.gateway_cpus.length,
    memoryLimitBytes: conditions.memory_limit_bytes,
    cpuPasses: conditions.cpu_passes,
    seed: conditions.seed,
    versions: versionsOf(manifest),
    git: manifest.git,
    inferenceUrl: manifest.inference_url,
    variables: manifest.environment,
  };
}

function commandOf({ program, arguments: args, environment }: Manifest): string | null {
  const task = TASKS[program];
  if (task === undefined) return null;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quote(value)}`);
  // Where the results went is nobody else's folder.
  const out = args.indexOf("--out");
  const kept = args.filter((arg, i) =>
    !(out >= 0 && (i === out || i === out + 1)) && !arg.startsWith("--out=")
  );
  return [...variables, task, ...kept.map(quote)].join(" ");
}

/** As a shell takes it. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function versionsOf({ programs, targets }: Manifest): ProgramVersion[] {
  const named = {
    "load generator": programs.loadgen,
    simulator: programs.inference,
    bench: programs.bench,
  };
  const gateways = new Map(
    targets.flatMap(({ runtime, version }) => runtime && version ? [[runtime, version]] : []),
  );
  return [
    ...[...gateways].map(([runtime, version]) => ({ program: "gateways", runtime, version })),
    ...Object.entries(named).flatMap(([program, is]) => is === null ? [] : [{ program, ...is }]),
  ];
}
