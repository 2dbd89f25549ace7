import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Progress } from "@stt-bench/bench";
import { benchK8s } from "../bench_k8s.ts";
import type { K8sReport } from "../bench_k8s.ts";
import { parseK8sOptions } from "../k8s_options.ts";
import { Kubectl } from "../kubectl/kubectl.ts";
import type { KubectlRunner } from "../kubectl/kubectl_runner.ts";
import type { FakeState } from "./fake_state.ts";

/** What a bench on the stand-in came to. */
export interface FakeBench {
  readonly report: K8sReport;
  /** What it said on the way. */
  readonly news: readonly string[];
  /** What it said beside the progress: what could not be undone. */
  readonly lines: readonly string[];
}

const CLUSTER = [
  "--namespace",
  "speech",
  "--release",
  "rel",
  "--context",
  "lab",
  "--variant",
  "bun",
];
/** So short that no test waits for them, and so long that a busy machine gets there. */
const WAITS = ["--rollout-timeout", "2", "--start-timeout", "2", "--problem-timeout", "0.01"];

/** Runs `bench:k8s` with `args` in this process, and hands on what it left to `check`. */
export async function benchOnFake(
  runner: KubectlRunner,
  args: readonly string[],
  check: (bench: FakeBench) => Promise<void> | void,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "bench-k8s-"));
  try {
    const options = parseK8sOptions([...CLUSTER, ...WAITS, "--out", directory, ...args]);
    const target = { program: "kubectl", context: "lab", namespace: "speech" };
    const [news, lines]: string[][] = [[], []];
    const report = await benchK8s(options, {
      kubectl: new Kubectl(target, runner),
      progress: recordingProgress(news!),
      signal,
      write: (line) => lines!.push(line),
      pollMs: 1,
      random: () => 0.5,
      arguments: args,
    });
    await check({ report, news: news!, lines: lines! });
  } finally {
    await rm(directory, { recursive: true });
  }
}

function recordingProgress(news: string[]): Progress {
  return {
    isLive: false,
    note: (text) => news.push(text),
    step: (_step, run) =>
      run((each) => {
        if (typeof each === "string") news.push(each);
        else if (each.kind === "problem") news.push(each.text);
      }),
  };
}

/** Everything is as it was before: gateways at zero, no Job but the template. */
export function assertAtRest({ deployments, jobs, pods }: FakeState): void {
  const running = deployments.filter(({ metadata, spec }) =>
    metadata.labels["stt-bench/variant"] !== undefined && spec.replicas !== 0
  );
  assertEquals(running.map(({ metadata }) => metadata.name), []);
  assertEquals(jobs.map(({ metadata }) => metadata.name), ["rel-loadgen"]);
  assertEquals(pods.filter(({ metadata }) => "stt-bench/run" in metadata.labels), []);
}

/** What bench:k8s may ask for by name or path, as it changes nothing but a simulator's counters. */
const READS = /^(get|logs)$/;

/**
 * Every call names context and namespace, and each that changes something is held by the labels of
 * the release: it can reach nothing else.
 */
export function assertOwnCalls({ log, jobs, namespace }: FakeState): void {
  const own = "app.kubernetes.io/name=stt-bench,app.kubernetes.io/instance=rel,";
  for (const args of log) {
    assertEquals(args.slice(0, 4), ["--context", "lab", "--namespace", "speech"]);
    const [verb, ...rest] = args.slice(4);
    for (const path of rest.filter((arg) => arg.startsWith("/"))) {
      assertStringIncludes(path, `/api/v1/namespaces/${namespace}/`);
    }
    if (READS.test(verb!)) continue;
    if (verb === "create") {
      const isReset = rest[0] === "--raw" && rest[1]!.endsWith("/proxy/stats/reset");
      assert(isReset || rest.join(" ") === "-f -", args.join(" "));
      continue;
    }
    assert(verb === "scale" || verb === "delete", args.join(" "));
    assertStringIncludes(rest[rest.indexOf("-l") + 1]!, own);
    assert(!rest.some((arg) => arg === "--all" || arg === "-A" || arg === "--all-namespaces"));
  }
  for (const { metadata: { labels } } of jobs) {
    assertEquals(labels["app.kubernetes.io/instance"], "rel");
  }
}
