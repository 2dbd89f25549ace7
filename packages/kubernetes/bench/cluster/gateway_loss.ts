import type { Pod } from "./objects.ts";

/**
 * How the gateway's pod was lost during a run; undefined if it is the one that was there before, and
 * its container was never started again.
 */
export function gatewayLoss(before: Pod, now: readonly Pod[]): string | undefined {
  const { name } = before.metadata;
  const pod = now.find(({ metadata }) => metadata.name === name);
  if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) {
    return `the gateway was lost during the run: its pod ${name} is gone`;
  }
  const restarts = (of: Pod) =>
    of.status.containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  if (restarts(pod) === restarts(before)) return undefined;
  const last = pod.status.containerStatuses
    .flatMap(({ lastState }) => lastState.terminated ?? [])[0];
  const how = last === undefined ? "" : `: ${last.reason}, exit code ${last.exitCode}`;
  return `the gateway was lost during the run: its container in ${name} was started again${how}`;
}
