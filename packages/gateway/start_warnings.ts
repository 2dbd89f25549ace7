import { FRAME_BYTES } from "@stt-bench/protocol";
import type { Configuration } from "./configuration.ts";
import { maxConnections } from "./open_files.ts";
import { MAX_UNWRITTEN_BYTES } from "./socket_limits.ts";

/** Something that an operator should know before the first client comes. */
export interface StartWarning {
  readonly message: string;
  readonly properties: Readonly<Record<string, number>>;
}

/** What the machine lets a gateway have; undefined: there is no limit, or nobody says. */
export interface MachineLimits {
  /** Resident memory of all processes. */
  readonly memoryBytes: number | undefined;
  /** Of each process. */
  readonly openFiles: number | undefined;
}

/** The settings that decide how much a gateway may need. */
type Needs = Pick<
  Configuration,
  "MAX_SESSIONS" | "MAX_BUFFERED_FRAMES" | "MAX_MESSAGE_BYTES" | "WORKERS"
>;

/**
 * Most memory that the data of one session may take, whatever its client does: a full buffer, as much
 * in flight, an unfinished message, and answers that nobody reads.
 */
export function worstSessionBytes(
  { MAX_BUFFERED_FRAMES, MAX_MESSAGE_BYTES }: Omit<Needs, "MAX_SESSIONS" | "WORKERS">,
): number {
  return 2 * MAX_BUFFERED_FRAMES * FRAME_BYTES + MAX_MESSAGE_BYTES + MAX_UNWRITTEN_BYTES;
}

/** Says in what a gateway can't have as many sessions as it is configured to. */
export function startWarnings(configuration: Needs, machine: MachineLimits): StartWarning[] {
  const { MAX_SESSIONS, WORKERS } = configuration;
  const warnings: StartWarning[] = [];
  const sessionBytes = worstSessionBytes(configuration);
  const { memoryBytes = Infinity } = machine;
  if (MAX_SESSIONS * sessionBytes > memoryBytes) {
    warnings.push({
      message: "memory may run out before MAX_SESSIONS are open",
      properties: {
        max_sessions: MAX_SESSIONS,
        worst_bytes: MAX_SESSIONS * sessionBytes,
        max_memory_bytes: memoryBytes,
      },
    });
  }
  const sessions = Math.ceil(MAX_SESSIONS / WORKERS);
  const connections = maxConnections(machine.openFiles);
  if (sessions > connections) {
    warnings.push({
      message: "file descriptors will run out before MAX_SESSIONS are open",
      properties: { max_sessions: sessions, max_connections: connections },
    });
  }
  return warnings;
}
