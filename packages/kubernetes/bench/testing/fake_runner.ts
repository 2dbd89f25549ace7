import { setTimeout as sleep } from "node:timers/promises";
import type { KubectlRunner } from "../kubectl/kubectl_runner.ts";
import type { FakeCluster } from "./fake_cluster.ts";

/** Hears of each call, before the cluster does. */
export type CallListener = (args: readonly string[], count: number) => void;

const PHASES = ["connecting", "ramp", "warmup", "measure", "grace", "closing", "done"];

/** Runs calls against `cluster` in this process. */
export function fakeRunner(cluster: FakeCluster, onCall: CallListener = () => {}): KubectlRunner {
  let count = 0;
  return {
    async run({ args, input, signal, onLine }) {
      signal?.throwIfAborted();
      onCall(args, ++count);
      const exit = cluster.handle(args, input);
      for (const phase of onLine === undefined ? [] : PHASES) {
        const event = { event: "phase", phase, at_ms: 0, epoch_ms: Date.now() };
        onLine!(JSON.stringify(event));
        // The measured window has a length.
        if (phase === "measure") await sleep(5);
      }
      // The server has done it already when we are told to stop: the hardest moment.
      await Promise.resolve();
      signal?.throwIfAborted();
      return exit;
    },
    runSync({ args, input }) {
      onCall(args, ++count);
      return cluster.handle(args, input);
    },
  };
}
