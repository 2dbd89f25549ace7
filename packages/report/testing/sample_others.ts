import type { SoakAccounts, SoakReport, Split } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { reportBracket, reportRun, resultSet, runsWithCpu } from "./result_set.ts";

const MIB = 2 ** 20;

const ratio = (value: number): Split["additivity"] => ({
  ratio: value,
  low: value - 0.01,
  high: value + 0.02,
  pairs: 5,
  decision: "lower",
});

const split: Split = {
  runtime: "deno",
  workers: 1,
  metric: "cpu_us_per_session_second",
  own_client: "fetch",
  neither: "deno",
  client: { target: "deno+tuned-client", ratio: ratio(0.62) },
  sockets: { target: "deno-tuned+fetch", ratio: ratio(0.47) },
  both: { target: "deno-tuned", ratio: ratio(0.21) },
  additivity: null,
};

const course: SoakReport = {
  schema_version: 1,
  target: "bun",
  memory: {
    verdict: "steady",
    bytes_per_hour: 0.5 * MIB,
    low_bytes_per_hour: -MIB,
    high_bytes_per_hour: 2 * MIB,
    grown_bytes: 0.2 * MIB,
    mean_bytes: 87 * MIB,
  },
  latency: {
    first_quarter: { p50_ms: 109.1, p95_ms: 135.2 },
    last_quarter: { p50_ms: 109.3, p95_ms: 148.4 },
  },
  samples: [],
};

const accounts: SoakAccounts = {
  schema_version: 1,
  target: "bun",
  seed: 1,
  faults: { status: 3 },
  model_restarts: 1,
  sessions: { started: 677, broken: [], silent: 0, gateway: null },
  frames: {
    sent: 300_419,
    acknowledged: 299_000,
    in_errors: 900,
    dropped: 0,
    still_open: 519,
    missing: 0,
    gateway: null,
    imbalance: 0,
  },
  errors: [{ kind: "timeout", count: 224, explained: 1000 }],
  scrapes: { read: 30, unbalanced: 0 },
};

const { environment } = resultSet([]);
const fourCores = { ...environment, machine: { ...environment.machine!, cores: 4 } };

/** Workers by their cost and by their capacity, tuned parts apart, and a soak: a set of each. */
export const sampleOthers: readonly ResultSet[] = [
  resultSet(["node", "node-2w"], {
    id: "workers-bench",
    environment: fourCores,
    runs: [...runsWithCpu("node", 480, 490, 500), ...runsWithCpu("node-2w", 500, 520, 530)],
  }),
  resultSet(["node", "node-2w"], {
    id: "workers-bracket",
    program: "bracket",
    environment: fourCores,
    brackets: [
      reportBracket("node", "400p 400p 420f 420f"),
      reportBracket("node-2w", "740p 740p 780i 780i 780i", "generator-limited"),
    ],
    runs: [reportRun("node", { sessions: 400 }), reportRun("node-2w", { sessions: 740 })],
  }),
  resultSet(["deno"], {
    id: "split-bench",
    splits: [split],
    runs: runsWithCpu("deno", 600, 610, 620),
  }),
  resultSet(["bun"], {
    id: "soak",
    program: "soak",
    runs: [reportRun("bun")],
    courses: [course],
    accounts: [accounts],
  }),
];
