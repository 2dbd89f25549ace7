import { cpuBetween } from "../machine/process_usage.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";

/** The readings of one gateway that its cost comes from. */
export interface GatewayReadings {
  /** Before the first session. */
  readonly idle: ProcessUsage;
  readonly windowStart: ProcessUsage;
  readonly windowEnd: ProcessUsage;
}

/** What a gateway used, by session. */
export interface GatewayCost {
  /** CPU µs in the measured window, by session and second. */
  readonly cpu_us_per_session_second: number;
  /** The part of it in user mode. */
  readonly user_us: number;
  /** The part of it in the kernel. */
  readonly sys_us: number;
  /** The most memory that it ever had, in bytes. */
  readonly max_rss_bytes: number;
  /** What its memory grew by from idle to the end of the window, by session, in bytes. */
  readonly rss_bytes_per_session: number;
}

/** Cost of a gateway that served `sessions` throughout the measured window. */
export function gatewayCost(readings: GatewayReadings, sessions: number): GatewayCost {
  const { idle, windowStart, windowEnd } = readings;
  const cpu = cpuBetween(windowStart, windowEnd);
  const sessionSeconds = sessions * (windowEnd.atMs - windowStart.atMs) / 1000;
  const perSessionSecond = (us: number) => round(us / sessionSeconds, 10);
  return {
    cpu_us_per_session_second: perSessionSecond(cpu.cpuUs),
    user_us: perSessionSecond(cpu.userUs),
    sys_us: perSessionSecond(cpu.systemUs),
    max_rss_bytes: windowEnd.maxRssBytes,
    rss_bytes_per_session: Math.max(0, round((windowEnd.rssBytes - idle.rssBytes) / sessions, 1)),
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * digits) / digits;
}
