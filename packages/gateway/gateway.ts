import process from "node:process";
import { Sessions } from "@stt-bench/core";
import type {
  BatchLayout,
  Clock,
  Inference,
  Session,
  SessionEnd,
  SessionSettings,
  SessionSocket,
} from "@stt-bench/core";
import { AddressCounts } from "./address_counts.ts";
import { admit, refuseSession } from "./admission.ts";
import type {
  AdmissionRules,
  AdmittedClient,
  Occupancy,
  Refusal,
  RefusalReason,
  UpgradeRequest,
  Verdict,
} from "./admission.ts";
import { createApp } from "./app.ts";
import type { GatewayApp } from "./app.ts";
import type { BuildInfo } from "./build_info.ts";
import { Connections } from "./connections.ts";
import type { ConnectionsOptions } from "./connections.ts";
import { closeCodeLabel } from "./close_code_label.ts";
import type { GatewayHistograms } from "./gateway_histograms.ts";
import { createTally, readNumbers } from "./gateway_numbers.ts";
import type { DroppedLines, GatewayNumbers } from "./gateway_numbers.ts";
import { createInferenceNumbers } from "./inference_numbers.ts";
import type { InferenceNumbers } from "./inference_numbers.ts";
import { scrapeMetrics } from "./metrics.ts";

/** What a gateway is made of. */
export interface GatewayOptions {
  readonly settings: Partial<SessionSettings>;
  readonly inference: Inference;
  readonly clock: Clock;
  /** How the inference client wants batches to lie in memory; plain PCM by default. */
  readonly layout?: BatchLayout;
  /** Width of a tick in which timers of sessions run together; 1 ms by default. */
  readonly timerResolutionMs?: number;
  /** Open sessions beyond which upgrades are refused. */
  readonly maxSessions: number;
  /** Who may open a session; everybody by default. */
  readonly rules?: AdmissionRules;
  /** Resident memory beyond which upgrades are refused; by default there is no limit. */
  readonly maxMemoryBytes?: number | undefined;
  /** How many connections there may be, and who hears when there are more; by default no limit. */
  readonly connections?: Partial<Omit<ConnectionsOptions, "clock" | "onTurnedAway">>;
  /** Reported in the metrics. */
  readonly build: BuildInfo;
  /** Says how the way to the inference service is, for the metrics. */
  readonly readInference?: () => InferenceNumbers;
  /** What the gateway logs to, for the metrics. */
  readonly log?: DroppedLines;
  /** Base URL that answers `/ready` and `/metrics` where this is one of several processes. */
  readonly adminUrl?: string | undefined;
  /** Hears of each session that has ended. */
  readonly onSessionEnd?: (end: SessionEnd) => void;
  /** Hears of exceptions that only a bug explains. */
  readonly onBug?: (bug: unknown) => void;
}

/** One gateway without its sockets: the sessions, who may open one, and the HTTP side. */
export class Gateway implements Occupancy {
  /** Open sessions. */
  readonly sessions: Sessions;
  /** Open connections, where an adapter counts them. */
  readonly connections: Connections;
  /** The HTTP routes; the WebSocket endpoint calls `upgrade` of its bindings. */
  readonly app: GatewayApp;
  /** Which gateway this is. */
  readonly build: BuildInfo;
  /** Says that something has thrown that must not. */
  readonly reportBug: (bug: unknown) => void;
  /** Open sessions beyond which upgrades are refused. */
  readonly maxSessions: number;
  readonly #rules: AdmissionRules;
  readonly #maxMemoryBytes: number;
  readonly #addresses = new AddressCounts();
  readonly #tally = createTally();
  readonly #readInference: () => InferenceNumbers;
  readonly #log: DroppedLines;
  #isDraining = false;

  constructor(options: GatewayOptions) {
    const { maxSessions, build, adminUrl, onBug = () => {}, ...sessions } = options;
    this.reportBug = onBug;
    this.sessions = new Sessions({
      ...sessions,
      onBug,
      onBatchEnd: (batch) => this.histograms.recordBatch(batch),
      onSessionEnd: (end) => {
        this.#tally.closeCodes[closeCodeLabel(end.code)]++;
        if (end.client.address !== undefined) this.#addresses.remove(end.client.address);
        options.onSessionEnd?.(end);
      },
    });
    this.connections = new Connections({
      max: Infinity,
      ...options.connections,
      clock: options.clock,
      onTurnedAway: () => this.#tally.refusals.connections++,
    });
    this.maxSessions = maxSessions;
    this.#rules = options.rules ?? {};
    this.#maxMemoryBytes = options.maxMemoryBytes ?? Infinity;
    this.#readInference = options.readInference ?? createInferenceNumbers;
    this.#log = options.log ?? { dropped: 0 };
    this.build = build;
    this.app = createApp(this, adminUrl);
  }

  /** Has {@linkcode drain} begun? */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Are there as many sessions as there may be? */
  get isFull(): boolean {
    return this.sessions.size >= this.maxSessions;
  }

  /** Does the process hold more memory than it may? */
  get isOverMemory(): boolean {
    return this.#maxMemoryBytes < Infinity && process.memoryUsage.rss() > this.#maxMemoryBytes;
  }

  /** Open sessions of a client's address. */
  sessionsOf(address: string): number {
    return this.#addresses.sessionsOf(address);
  }

  /** Refused upgrades so far, by reason. */
  get refusals(): Readonly<Record<RefusalReason, number>> {
    return this.#tally.refusals;
  }

  /** Durations so far, of batches and of the event loop. */
  get histograms(): GatewayHistograms {
    return this.#tally.histograms;
  }

  /** What it has counted so far; a copy. */
  get numbers(): GatewayNumbers {
    return readNumbers({
      sessions: this.sessions,
      tally: this.#tally,
      inference: this.#readInference(),
      log: this.#log,
    });
  }

  /** Its metrics in Prometheus' text format. */
  scrape(): Promise<string> {
    return scrapeMetrics(this);
  }

  /** Says why the gateway takes no further session; undefined when it does. */
  refuseSession(): Refusal | undefined {
    return refuseSession(this);
  }

  /** Says whether a `GET` of the WebSocket endpoint may be upgraded, and counts it if it may not. */
  admit(request: UpgradeRequest): Verdict {
    const verdict = this.judge(request);
    if (verdict.refusal) this.#tally.refusals[verdict.refusal.reason]++;
    return verdict;
  }

  /** The same without counting, for an adapter that leaves the refusal to the routes. */
  judge(request: UpgradeRequest): Verdict {
    return admit(request, this.#rules, this);
  }

  /** The upgrade of `client` is done, or as good as done. */
  open(socket: SessionSocket, client: AdmittedClient): Session {
    this.#addresses.add(client.address);
    return this.sessions.open(socket, client);
  }

  /** Takes no session any more and ends those that are open, spread over `windowMs`. */
  drain(windowMs: number): Promise<void> {
    this.#isDraining = true;
    return this.sessions.drain(windowMs);
  }
}
