import { Sessions } from "@stt-bench/core";
import type { BatchLayout, Clock, Inference, SessionEnd, SessionSettings } from "@stt-bench/core";
import type { HeaderReader } from "@stt-bench/websocket";
import { refuseSession, refuseUpgrade } from "./admission.ts";
import type { Refusal, RefusalReason } from "./admission.ts";
import { createApp } from "./app.ts";
import type { GatewayApp } from "./app.ts";
import type { BuildInfo } from "./build_info.ts";
import { createNumbers, readNumbers } from "./gateway_numbers.ts";
import type { GatewayNumbers } from "./gateway_numbers.ts";
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
  /** Reported in the metrics. */
  readonly build: BuildInfo;
  /** Base URL that answers `/ready` and `/metrics` where this is one of several processes. */
  readonly adminUrl?: string | undefined;
  /** Hears of each session that has ended. */
  readonly onSessionEnd?: (end: SessionEnd) => void;
  /** Hears of exceptions that only a bug explains. */
  readonly onBug?: (bug: unknown) => void;
}

/** One gateway without its sockets: the sessions, who may open one, and the HTTP side. */
export class Gateway {
  /** Open sessions; an adapter opens one for each upgraded socket. */
  readonly sessions: Sessions;
  /** The HTTP routes; the WebSocket endpoint calls `upgrade` of its bindings. */
  readonly app: GatewayApp;
  /** Which gateway this is. */
  readonly build: BuildInfo;
  /** Says that something has thrown that must not. */
  readonly reportBug: (bug: unknown) => void;
  readonly #maxSessions: number;
  readonly #refusals: Record<RefusalReason, number> = createNumbers().refusals;
  #isDraining = false;

  constructor(options: GatewayOptions) {
    const { maxSessions, build, adminUrl, onBug = () => {}, ...sessions } = options;
    this.reportBug = onBug;
    this.sessions = new Sessions({ ...sessions, onBug });
    this.#maxSessions = maxSessions;
    this.build = build;
    this.app = createApp(this, adminUrl);
  }

  /** Has {@linkcode drain} begun? */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Are there as many sessions as there may be? */
  get isFull(): boolean {
    return this.sessions.size >= this.#maxSessions;
  }

  /** Refused upgrades so far, by reason. */
  get refusals(): Readonly<Record<RefusalReason, number>> {
    return this.#refusals;
  }

  /** What it has counted so far; a copy. */
  get numbers(): GatewayNumbers {
    return readNumbers(this);
  }

  /** Its metrics in Prometheus' text format. */
  scrape(): Promise<string> {
    return scrapeMetrics(this);
  }

  /** Says why the gateway takes no further session; undefined when it does. */
  refuseSession(): Refusal | undefined {
    return refuseSession(this);
  }

  /** Would a `GET` of the WebSocket endpoint with these headers be upgraded? Counts nothing. */
  admits(header: HeaderReader): boolean {
    return refuseUpgrade(header, this) === undefined;
  }

  /** Says why an upgrade is refused, and counts it; undefined when it may go on. */
  refuseUpgrade(header: HeaderReader): Refusal | undefined {
    const refusal = refuseUpgrade(header, this);
    if (refusal) this.#refusals[refusal.reason]++;
    return refusal;
  }

  /** Takes no session any more and ends those that are open, spread over `windowMs`. */
  drain(windowMs: number): Promise<void> {
    this.#isDraining = true;
    return this.sessions.drain(windowMs);
  }
}
