import type { Evidence } from "../evidence.ts";
import type { GatewayLedger } from "../gateway_ledger.ts";
import type { GatewayReport } from "../gateway_report.ts";
import type { GatewaySessions } from "../gateway_sessions.ts";
import type { SimulatorReport } from "../simulator_report.ts";
import { goodRun } from "./good_run.ts";

/** A good run, and all that can be known besides of the programs around it; with `changes`. */
export function goodEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    ...goodRun(),
    simulator: goodSimulator(),
    gateway: goodGateway(),
    gateway_ledger: goodLedger(),
    gateway_sessions: goodSessions(),
    ...changes,
  };
}

/** A simulator that kept up with a {@linkcode goodRun}. */
export function goodSimulator(): SimulatorReport {
  return {
    alive: true,
    requests: 1000,
    errors: 0,
    queue_wait_p99_ms: 0.1,
    loop_delay_p99_ms: 1,
    answer_lateness_p99_ms: 2,
    max_in_flight: 20,
  };
}

/** A simulator that was gone when it was asked. */
export function deadSimulator(): SimulatorReport {
  return {
    alive: false,
    requests: null,
    errors: null,
    queue_wait_p99_ms: null,
    loop_delay_p99_ms: null,
    answer_lateness_p99_ms: null,
    max_in_flight: null,
  };
}

/** A gateway of the runtime that was asked for. */
export function goodGateway(): GatewayReport {
  return {
    runtime: "bun",
    version: "1.4.5",
    expected_version: "1.4.5",
    variant: "bun",
    inference_client: "http2",
    inference_protocol: "HTTP/2",
    workers: 1,
    cpu_us_per_session_second: 500,
    user_us: 300,
    sys_us: 200,
    max_rss_bytes: 60_000_000,
    rss_bytes_per_session: 50_000,
    throttled_ms: null,
  };
}

/** A ledger that agrees with a {@linkcode goodRun}. */
export function goodLedger(): GatewayLedger {
  return {
    received: 80_000,
    acknowledged: 79_000,
    failed: 0,
    dropped: 0,
    discarded: 1000,
    in_flight: 0,
    buffered: 0,
  };
}

/** Sessions all of which were closed. */
export function goodSessions(): GatewaySessions {
  return { opened: 101, closed: 101, open: 0 };
}
