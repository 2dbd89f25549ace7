import process from "node:process";
import { createSessionCounters } from "@stt-bench/core";
import type { SessionCounters, Sessions } from "@stt-bench/core";
import { REFUSAL_REASONS } from "./admission.ts";
import type { RefusalReason } from "./admission.ts";

/** Everything that a gateway counts, as plain numbers of which each can be summed over processes. */
export interface GatewayNumbers {
  /** Open sessions. */
  readonly sessions: number;
  readonly counters: SessionCounters;
  /** Refused upgrades by reason. */
  readonly refusals: Readonly<Record<RefusalReason, number>>;
  /** User and system CPU time of the process. */
  readonly cpuUs: number;
  /** Resident memory of the process. */
  readonly rssBytes: number;
}

/** Where the numbers of one process are read. */
export interface NumbersSource {
  readonly sessions: Pick<Sessions, "size" | "counters">;
  readonly refusals: Readonly<Record<RefusalReason, number>>;
}

/** The numbers of this process now. */
export function readNumbers({ sessions, refusals }: NumbersSource): GatewayNumbers {
  return {
    sessions: sessions.size,
    counters: sessions.counters,
    refusals: { ...refusals },
    ...readUsage(),
  };
}

/** What this process has used. */
export function readUsage(): Pick<GatewayNumbers, "cpuUs" | "rssBytes"> {
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rssBytes: process.memoryUsage.rss() };
}

/** Numbers of which nothing has happened yet. */
export function createNumbers(): GatewayNumbers {
  const refusals = Object.fromEntries(REFUSAL_REASONS.map((reason) => [reason, 0]));
  return {
    sessions: 0,
    counters: createSessionCounters(),
    refusals: refusals as Record<RefusalReason, number>,
    cpuUs: 0,
    rssBytes: 0,
  };
}
