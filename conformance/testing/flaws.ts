import type { IncomingMessage } from "node:http";
import type { PartialMessage } from "@stt-bench/protocol";

/** Ways in which a {@linkcode FixtureGateway} may be wrong; without any it is right. */
export interface Flaws {
  /** Rewrites the head of an upgrade's response. */
  readonly head?: (head: string) => string;
  /** The HTTP status in place of the `right` one. */
  readonly status?: (right: number, request: IncomingMessage) => number;
  /** Body of every HTTP answer. */
  readonly body?: string;
  /** Close code and reason in place of the right ones; undefined: does not close. */
  readonly close?: (
    code: number | undefined,
    reason: string,
  ) => [number, string] | "cut" | undefined;
  /** Does not end the connection after its Close frame. */
  readonly lingers?: boolean;
  /** Takes this as a start message. */
  readonly isStart?: (text: string, isBinary: boolean) => boolean;
  readonly maxMessageBytes?: number;
  /** Takes text that is not UTF-8. */
  readonly takesAnyText?: boolean;
  /** Takes this message after the start. */
  readonly isFrame?: (message: Uint8Array, isBinary: boolean) => boolean;
  /** Payload of a pong. */
  readonly pong?: (payload: Uint8Array) => Uint8Array;
  /** Changes the bytes that arrive. */
  readonly input?: (bytes: Uint8Array) => Uint8Array;
  /** Closes at a pong. */
  readonly refusesPong?: boolean;
  /** Rewrites a partial. */
  readonly partial?: (partial: PartialMessage) => object;
  /** Longest batch; the rest is lost. */
  readonly maxBatchFrames?: number;
  /** Due time of flush `n` (from 1) after the start message. */
  readonly dueMs?: (n: number, intervalMs: number) => number;
  /** Also flushes where nothing is buffered. */
  readonly flushesNothing?: boolean;
  /** Flushes while an answer is awaited. */
  readonly overlaps?: boolean;
  /** Answers a close only after what is buffered was served. */
  readonly closesLate?: boolean;
  /** Numbers frames over all connections. */
  readonly sharesNumbers?: boolean;
  /** A reset connection ends the whole gateway. */
  readonly diesOfReset?: boolean;
}
