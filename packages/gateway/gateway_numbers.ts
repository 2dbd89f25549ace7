import process from "node:process";
import { createSessionCounters } from "@stt-bench/core";
import type { SessionCounters, Sessions } from "@stt-bench/core";
import { REFUSAL_REASONS } from "./admission.ts";
import type { RefusalReason } from "./admission.ts";
import { CLOSE_CODE_LABELS } from "./close_code_label.ts";
import type { CloseCodeLabel } from "./close_code_label.ts";
import { GatewayHistograms } from "./gateway_histograms.ts";
import type { HistogramsNumbers } from "./gateway_histograms.ts";
import { createInferenceNumbers } from "./inference_numbers.ts";
import type { InferenceNumbers } from "./inference_numbers.ts";
import { zeroes } from "./zeroes.ts";

/** Everything that a gateway counts, as plain numbers of which each can be summed over processes. */
export interface GatewayNumbers extends ProcessNumbers {
  /** Open sessions. */
  readonly sessions: number;
  readonly counters: SessionCounters;
  /** Refused upgrades by reason. */
  readonly refusals: Readonly<Record<RefusalReason, number>>;
  /** Ended sessions by the close code that was sent or seen. */
  readonly closeCodes: Readonly<Record<CloseCodeLabel, number>>;
  readonly histograms: HistogramsNumbers;
  /** Memory of the buffers that sessions and requests hold. */
  readonly bufferBytes: number;
  readonly inference: InferenceNumbers;
}

/** What every process has, one without sessions included. */
export interface ProcessNumbers {
  /** CPU time in user mode. */
  readonly userCpuUs: number;
  /** CPU time in the kernel. */
  readonly systemCpuUs: number;
  /** Resident memory. */
  readonly rssBytes: number;
  /** Lines that the log did not take. */
  readonly logLinesDropped: number;
}

/** What a gateway counts that its sessions don't. */
export interface Tally {
  readonly refusals: Record<RefusalReason, number>;
  readonly closeCodes: Record<CloseCodeLabel, number>;
  readonly histograms: GatewayHistograms;
}

/** A tally of which nothing has happened yet. */
export function createTally(): Tally {
  return {
    refusals: zeroes(REFUSAL_REASONS),
    closeCodes: zeroes(CLOSE_CODE_LABELS),
    histograms: new GatewayHistograms(),
  };
}

/** Where the numbers of one process are read. */
export interface NumbersSource {
  readonly sessions: Pick<Sessions, "size" | "counters" | "bufferBytes">;
  readonly tally: Tally;
  readonly inference: InferenceNumbers;
  readonly log: DroppedLines;
}

/** A log that can be too slow for us. */
export interface DroppedLines {
  /** Lines that it did not take so far. */
  readonly dropped: number;
}

/** The numbers of this process now. */
export function readNumbers({ sessions, tally, inference, log }: NumbersSource): GatewayNumbers {
  return {
    sessions: sessions.size,
    counters: sessions.counters,
    refusals: { ...tally.refusals },
    closeCodes: { ...tally.closeCodes },
    histograms: tally.histograms.numbers,
    bufferBytes: sessions.bufferBytes,
    inference,
    ...readProcess(log),
  };
}

/** What this process has used, and what its log has lost. */
export function readProcess({ dropped }: DroppedLines): ProcessNumbers {
  const { user, system } = process.cpuUsage();
  return {
    userCpuUs: user,
    systemCpuUs: system,
    rssBytes: process.memoryUsage.rss(),
    logLinesDropped: dropped,
  };
}

/** Numbers of which nothing has happened yet. */
export function createNumbers(): GatewayNumbers {
  const { histograms, ...tally } = createTally();
  return {
    sessions: 0,
    counters: createSessionCounters(),
    ...tally,
    histograms: histograms.numbers,
    bufferBytes: 0,
    inference: createInferenceNumbers(),
    userCpuUs: 0,
    systemCpuUs: 0,
    rssBytes: 0,
    logLinesDropped: 0,
  };
}
