import type { Json } from "./fake_objects.ts";

/** Statuses of pods that don't start, by what is wrong. */
export const STUCK_PODS: Readonly<Record<string, Json>> = {
  image: {
    phase: "Pending",
    containerStatuses: [{
      name: "main",
      state: {
        waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "ghcr.io/x:0"' },
      },
    }],
  },
  unschedulable: {
    phase: "Pending",
    conditions: [{
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "0/3 nodes are available: 3 Insufficient cpu.",
    }],
    containerStatuses: [],
  },
  crash: {
    containerStatuses: [{
      name: "main",
      restartCount: 3,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
      lastState: { terminated: { exitCode: 2, reason: "Error" } },
    }],
  },
};

/** The one node. */
export const NODE: Json = {
  metadata: { name: "node-1", labels: { "node.kubernetes.io/instance-type": "c7i.large" } },
  status: {
    capacity: { cpu: "2", memory: "3879248Ki" },
    nodeInfo: { architecture: "amd64", kernelVersion: "6.12.9", operatingSystem: "linux" },
  },
};

/** What a gateway says at `/metrics`. */
export const METRICS = `# HELP process_cpu_user_seconds_total User CPU time
process_cpu_user_seconds_total 1.5
process_cpu_system_seconds_total 0.5
process_resident_memory_bytes 52428800
stt_gateway_build_info{variant="bun",runtime="bun",version="1.4.5",inference_client="http2",inference_protocol="HTTP/2"} 1
`;

const percentiles = { p50_ms: 0, p95_ms: 0, p99_ms: 0.5, p999_ms: 0.5, max_ms: 0.5 };

/** What a simulator says at `/stats`. */
export const STATS = JSON.stringify({
  requests: 10,
  faults_injected: 0,
  max_in_flight: 2,
  queue_wait: percentiles,
  answer_lateness: percentiles,
  loop_delay: percentiles,
});
