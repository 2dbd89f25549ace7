import type { KubectlRunner } from "../kubectl/kubectl_runner.ts";
import type { FakeCluster } from "./fake_cluster.ts";
import { fakePhases } from "./fake_phases.ts";

/** Hears of each call, before the cluster does. */
export type CallListener = (args: readonly string[], count: number) => void;

/** Runs calls against `cluster` in this process. */
export function fakeRunner(cluster: FakeCluster, onCall: CallListener = () => {}): KubectlRunner {
  let count = 0;
  return {
    async run({ args, input, signal, onLine }) {
      signal?.throwIfAborted();
      onCall(args, ++count);
      const exit = cluster.handle(args, input);
      if (onLine !== undefined) { for await (const line of fakePhases()) onLine(line); }
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
