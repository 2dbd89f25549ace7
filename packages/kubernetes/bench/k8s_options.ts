import {
  addReportOption,
  addSearchOptions,
  addWatchOptions,
  bracketProfiles,
  bracketTimings,
  FlagReader,
  readLoadOptions,
  readReportOption,
  readSearch,
  readWatchOptions,
  variants,
} from "@stt-bench/bench";
import type { LoadProfile, WatchOptions } from "@stt-bench/bench";
import { createCommand, duration, integer, oneOf, text } from "@stt-bench/program";
import type { SearchOptions } from "@stt-bench/results";
import type { Command } from "commander";
import type { Waits } from "./run/cluster_context.ts";

/** What `bench:k8s` shall do. */
export interface K8sOptions {
  readonly variant: string;
  /** Sessions of the one run; undefined for a search. */
  readonly sessions: number | undefined;
  readonly search: SearchOptions;
  readonly shards: number;
  readonly profile: (typeof bracketProfiles)[number];
  readonly load: Omit<LoadProfile, "sessions">;
  readonly slo: string;
  readonly kubectl: string;
  /** Undefined for the current one. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly release: string;
  readonly isConfirmed: boolean;
  readonly isDryRun: boolean;
  readonly waits: Omit<Waits, "pollMs">;
  readonly watch: WatchOptions;
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  readonly name: string;
  readonly json: boolean;
  /** Whether a report is made of the results. */
  readonly report: boolean;
}

const DEFAULTS = {
  namespace: "stt-bench",
  release: "stt-bench",
  shards: 1,
  rolloutSecs: 300,
  startSecs: 300,
  problemSecs: 60,
  /** Far above what one pod holds: a search must end. */
  maxSessions: 100_000,
};

/** RFC 1123 §2.1, as Kubernetes has it for names of namespaces and Helm for releases. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function createK8sCommand(): Command {
  const command = createCommand(
    "bench:k8s",
    "Measures one gateway of the chart on a Kubernetes cluster: one run (--sessions), or a search for " +
      "its capacity (--bracket). Scales it up, runs the load, collects, merges, judges, scales to zero.",
  )
    .option("--variant <name>", `gateway: ${variants.map(({ name }) => name).join(", ")}`)
    .option("--sessions <n>", "one run with so many sessions")
    .option("--bracket", "search how many sessions it holds")
    .option("--shards <k>", `pods that make the load (${DEFAULTS.shards})`)
    .option("--profile <name>", `timings of a run: ${bracketProfiles.join(", ")} (quick)`)
    .option("--ramp-up-secs <s>", "time over which the sessions start")
    .option("--warmup-secs <s>", "time between the ramp and the measured window")
    .option("--measure-secs <s>", "length of the measured window")
    .option("--slo <name|file>", "service level that it is judged by (balanced)");
  addSearchOptions(command, String(DEFAULTS.maxSessions));
  addClusterOptions(command);
  return addReportOption(addWatchOptions(command))
    .option("--out <dir>", "folder that the folder of results goes into (results)")
    .option("--name <name>", "what the folder of results is called, after the time (k8s-<variant>)")
    .option("--json", "print the manifest and the results as JSON");
}

function addClusterOptions(command: Command): Command {
  return command
    .option("--kubectl <path>", "the kubectl to use (kubectl, from PATH)")
    .option("--context <name>", "cluster, as kubectl's configuration calls it (the current one)")
    .option("--namespace <name>", `namespace of the release (${DEFAULTS.namespace})`)
    .option("--release <name>", `release of the chart (${DEFAULTS.release})`)
    .option("--dry-run", "look, and print every command that would be run; change nothing")
    .option("--yes", "do it: without this it only says what it would do")
    .option("--rollout-timeout <t>", `time for the gateway to be ready (${DEFAULTS.rolloutSecs}s)`)
    .option("--start-timeout <t>", `time for all shards to run (${DEFAULTS.startSecs}s)`)
    .option("--run-timeout <t>", "time from then to their end (that of the load and 5m)")
    .option(
      "--problem-timeout <t>",
      `how long a pod may have the same problem (${DEFAULTS.problemSecs}s)`,
    );
}

/**
 * Reads the arguments of `bench:k8s`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseK8sOptions(args: readonly string[]): K8sOptions {
  const flags = new FlagReader(createK8sCommand().parse([...args], { from: "user" }).opts());
  const profile = flags.value("profile", oneOf(bracketProfiles), "quick");
  const { sessions: _, ...load } = readLoadOptions(flags, bracketTimings[profile]);
  const variant = flags.value("variant", oneOf(variants.map(({ name }) => name)), "");
  if (!flags.isGiven("variant")) flags.refuse("Cannot choose a gateway: expected --variant");
  const shards = flags.value("shards", integer(1, 1000), DEFAULTS.shards);
  const sessions = readSessions(flags, shards);
  const search = readSearch(flags);
  const options: K8sOptions = {
    variant,
    sessions,
    search: { ...search, max: search.max ?? DEFAULTS.maxSessions },
    shards,
    profile,
    load,
    slo: flags.value("slo", text(), "balanced"),
    ...readCluster(flags),
    isConfirmed: flags.isOn("yes"),
    isDryRun: flags.isOn("dry-run"),
    waits: readWaits(flags),
    watch: readWatchOptions(flags),
    outDirectory: flags.value("out", text(), "results"),
    name: flags.value("name", text(), `k8s-${variant}`),
    json: flags.isOn("json"),
    report: readReportOption(flags),
  };
  if (/[/\\\0]/.test(options.name)) {
    flags.refuse(`Cannot use --name: expected a file name, got "${options.name}"`);
  }
  flags.check();
  return options;
}

function readSessions(flags: FlagReader, shards: number): number | undefined {
  const sessions = flags.value("sessions", integer(1, 1_000_000), undefined);
  if (flags.isOn("bracket") === flags.isGiven("sessions")) {
    flags.refuse("Cannot choose what to measure: expected either --sessions or --bracket");
  }
  if (sessions !== undefined && sessions < shards) {
    flags.refuse(
      `Cannot share ${sessions} sessions: expected --shards ≤ --sessions, got ${shards}`,
    );
  }
  return sessions;
}

function readCluster(
  flags: FlagReader,
): Pick<K8sOptions, "kubectl" | "context" | "namespace" | "release"> {
  const cluster = {
    kubectl: flags.value("kubectl", text(), "kubectl"),
    context: flags.value("context", text(), undefined),
    namespace: flags.value("namespace", text(), DEFAULTS.namespace),
    release: flags.value("release", text(), DEFAULTS.release),
  };
  for (const flag of ["namespace", "release"] as const) {
    if (LABEL.test(cluster[flag])) continue;
    flags.refuse(
      `Cannot parse --${flag}: expected lower-case letters, digits and dashes, got "${
        cluster[flag]
      }"`,
    );
  }
  return cluster;
}

function readWaits(flags: FlagReader): K8sOptions["waits"] {
  const ms = <F>(flag: string, fallback: F) => {
    const secs = flags.value(flag, duration(0.001), undefined);
    return secs === undefined ? fallback : secs * 1000;
  };
  return {
    rolloutMs: ms("rollout-timeout", DEFAULTS.rolloutSecs * 1000),
    startMs: ms("start-timeout", DEFAULTS.startSecs * 1000),
    runMs: ms<number | undefined>("run-timeout", undefined),
    problemMs: ms("problem-timeout", DEFAULTS.problemSecs * 1000),
  };
}
