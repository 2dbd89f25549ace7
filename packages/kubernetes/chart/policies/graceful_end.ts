import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

const LEAST_PRE_STOP_SECONDS = 5;

/** Without a word on it Kubernetes waits so long before it kills a pod. */
const DEFAULT_GRACE_SECONDS = 30;

/**
 * A server goes on for ≥ 5 s after it was taken out of its Service, since others hear of that late; and
 * is given the time for that and for its drain (DRAIN_TIMEOUT_MS of a gateway) before it is killed.
 */
export const gracefulEnd: Policy = {
  name: "graceful end",
  check({ workloads }) {
    const servers = workloads.filter(({ manifest }) => manifest.kind === "Deployment");
    return servers.flatMap(({ manifest, pod, component }) =>
      pod.containers.flatMap(({ name, lifecycle, env = [] }) => {
        const preStopSeconds = lifecycle?.preStop?.sleep?.seconds ?? 0;
        const drain = env.find((variable) => variable.name === "DRAIN_TIMEOUT_MS")?.value;
        const graceSeconds = pod.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
        const leastSeconds = preStopSeconds + Number(drain ?? 0) / 1000;
        return [
          ...expectThat(
            manifest,
            preStopSeconds >= LEAST_PRE_STOP_SECONDS,
            `container ${name} with a preStop sleep of ≥ ${LEAST_PRE_STOP_SECONDS} s`,
            `${preStopSeconds} s`,
          ),
          ...expectThat(
            manifest,
            component !== "gateway" || drain !== undefined,
            `container ${name} with DRAIN_TIMEOUT_MS`,
            drain,
          ),
          ...expectThat(
            manifest,
            graceSeconds > leastSeconds,
            `terminationGracePeriodSeconds > ${leastSeconds}, its preStop and drain`,
            graceSeconds,
          ),
        ];
      })
    );
  },
};
