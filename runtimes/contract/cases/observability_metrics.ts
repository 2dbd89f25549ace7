import { demand, demandEqual, expectClose, upgradeFields } from "@stt-bench/conformance";
import { ERROR_KINDS } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { expositionProblems } from "../observability/exposition_problems.ts";
import { readExposition } from "../observability/read_exposition.ts";
import type { MetricFamily } from "../observability/read_exposition.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Sessions that come and go between two scrapes. */
const SESSIONS = 20;

const BUCKETS = { le: undefined };

/** Type and labels of each metric that operators are promised, and values that the label must have. */
const PROMISED: Readonly<
  Record<string, readonly [MetricFamily["type"], Record<string, readonly string[] | undefined>?]>
> = {
  stt_gateway_sessions: ["gauge"],
  stt_gateway_max_sessions: ["gauge"],
  stt_gateway_draining: ["gauge"],
  stt_gateway_sessions_opened_total: ["counter"],
  stt_gateway_sessions_closed_total: ["counter", { cause: ["client", "connection_lost", "drain"] }],
  stt_gateway_close_codes_total: ["counter", { code: ["1000", "1006", "1012"] }],
  stt_gateway_upgrades_refused_total: ["counter", { reason: ["full", "token", "origin"] }],
  stt_gateway_frames_received_total: ["counter"],
  stt_gateway_frames_ended_total: [
    "counter",
    { outcome: ["acknowledged", "failed", "dropped", "discarded"] },
  ],
  stt_gateway_frames_in_flight: ["gauge"],
  stt_gateway_frames_buffered: ["gauge"],
  stt_gateway_buffered_bytes: ["gauge"],
  stt_gateway_partials_total: ["counter"],
  stt_gateway_errors_total: ["counter", { kind: Object.keys(ERROR_KINDS) }],
  stt_gateway_inference_requests_in_flight: ["gauge"],
  stt_gateway_inference_requests_waiting: ["gauge"],
  stt_gateway_circuit_breakers: ["gauge", { state: ["closed", "open", "half-open"] }],
  stt_gateway_inference_seconds: ["histogram", { outcome: ["answered", "failed"], ...BUCKETS }],
  stt_gateway_flush_lateness_seconds: ["histogram", BUCKETS],
  stt_gateway_oldest_frame_age_seconds: ["histogram", { le: ["1.2", "1.65"] }],
  stt_gateway_newest_frame_age_seconds: ["histogram", { le: ["0.2", "0.35"] }],
  stt_gateway_event_loop_delay_seconds: ["histogram", BUCKETS],
  stt_gateway_log_lines_dropped_total: ["counter"],
  process_cpu_seconds_total: ["counter"],
  process_cpu_system_seconds_total: ["counter"],
  process_cpu_user_seconds_total: ["counter"],
  process_resident_memory_bytes: ["gauge"],
};

/** Whether machines can read the metrics, and whether all are there. */
export const metricsCases: readonly ContractCase[] = [
  {
    name: "metrics-format",
    claim: "GET /metrics is strictly Prometheus' text, in base units, with help and bounded labels",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const before = seriesOf(await scrape(gateway));
      await Promise.all(Array.from({ length: SESSIONS }, (_, i) => useSession(gateway, 4000 + i)));
      await gateway.request({ fields: { ...upgradeFields(), "Sec-WebSocket-Version": "12" } });
      demandEqual("Series after many sessions", seriesOf(await scrape(gateway)), before);
    },
  },
  {
    name: "metrics-format-workers",
    claim: "Several workers have the metrics of one process, as strict, and three about themselves",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const one = await scrape(await bed.keptGateway({}));
      const two = await scrape(await bed.keptGateway({ WORKERS: 2 }));
      const more = [...two.keys()].filter((name) => !one.has(name));
      demandEqual(
        "Metrics that one process does not have",
        more.join(),
        "stt_gateway_workers,stt_gateway_worker_sessions,stt_gateway_worker_restarts_total",
      );
      const common = new Map([...two].filter(([name]) => one.has(name)));
      demandEqual("Series of both", seriesOf(common), seriesOf(one));
    },
  },
  {
    name: "metrics-complete",
    claim: "Every metric that operators are promised is there, with its labels",
    run: async (bed) => {
      const families = await scrape(await bed.keptGateway({}));
      for (const [name, [type, labels = {}]] of Object.entries(PROMISED)) {
        const family = families.get(name);
        demandEqual(`Type of ${name}`, family?.type, type);
        demandEqual(`Labels of ${name}`, labelsOf(family!), Object.keys(labels).sort().join());
        for (const [label, expected = []] of Object.entries(labels)) {
          const got = new Set(family!.samples.map((sample) => sample.labels[label]));
          const missing = expected.filter((value) => !got.has(value));
          demandEqual(`Values of ${label} of ${name} that are missing`, missing.join(), "");
        }
      }
    },
  },
  {
    name: "metrics-build",
    claim: "stt_gateway_build_info says which gateway this is, as its first line does",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const family = (await scrape(gateway)).get("stt_gateway_build_info");
      demandEqual("Series of stt_gateway_build_info", family?.samples.length, 1);
      const { labels } = family!.samples[0]!;
      demandEqual("variant", labels["variant"], bed.variant);
      for (const [label, value] of Object.entries(labels)) {
        demand(value !== "", `${label}: expected a text, got none`);
        demandEqual(`${label} of the listening event`, gateway.event[label], value);
      }
      const expected = "inference_client,inference_protocol,runtime,variant,version";
      demandEqual("Labels", labelsOf(family!), expected);
    },
  },
];

/** Reads the metrics strictly. */
async function scrape(gateway: GatewayProcess): Promise<ReadonlyMap<string, MetricFamily>> {
  const { status, headers, body } = await gateway.request({ path: "/metrics" });
  demandEqual("Status of /metrics", status, 200);
  demandEqual("Content-Type of /metrics", headers.get("content-type"), CONTENT_TYPE);
  const families = readExposition(body);
  demandEqual("Problems of the metrics", expositionProblems(families.values()).join("; "), "");
  return families;
}

async function useSession(gateway: GatewayProcess, code: number): Promise<void> {
  const session = await gateway.startWith(1);
  await session.acknowledge(1);
  session.client.sendClose(code);
  await expectClose(session.client, { code });
}

/** Every series by its name and labels, in one text. */
function seriesOf(families: ReadonlyMap<string, MetricFamily>): string {
  return [...families.values()].flatMap(({ samples }) => samples)
    .map(({ name, labels }) => name + JSON.stringify(labels)).join("\n");
}

function labelsOf({ samples }: MetricFamily): string {
  return [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))].sort().join();
}
