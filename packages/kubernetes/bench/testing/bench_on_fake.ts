import { inFolder } from "@stt-bench/program/testing";
import { benchK8s } from "../bench_k8s.ts";
import type { K8sReport } from "../bench_k8s.ts";
import { parseK8sOptions } from "../k8s_options.ts";
import { Kubectl } from "../kubectl/kubectl.ts";
import type { KubectlRunner } from "../kubectl/kubectl_runner.ts";
import { recordingProgress } from "./recording_progress.ts";

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
  await inFolder(async (folder) => {
    const options = parseK8sOptions([...CLUSTER, ...WAITS, "--out", folder, ...args]);
    const target = { program: "kubectl", context: "lab", namespace: "speech" };
    const [news, lines]: string[][] = [[], []];
    const report = await benchK8s(options, {
      kubectl: new Kubectl(target, runner),
      progress: recordingProgress((text) => news!.push(text)),
      signal,
      write: (line) => lines!.push(line),
      pollMs: 1,
      random: () => 0.5,
      arguments: args,
    });
    await check({ report, news: news!, lines: lines! });
  });
}
