import { Buffer } from "node:buffer";
import { malformed } from "./head.ts";
import type { MalformedHead } from "./head.ts";

/** What has come of a head so far. */
export type HeadResult<Head> =
  | { readonly state: "incomplete" }
  /** `rest` is what followed the head: a view of the bytes pushed last. */
  | { readonly state: "complete"; readonly head: Head; readonly rest: Uint8Array }
  | MalformedHead;

/** What bounds a head before any of it is kept. */
export interface HeadLimits {
  /** Bytes of the whole head; 16 KiB by default. */
  readonly maxBytes: number;
  /** Headers; 100 by default. */
  readonly maxHeaders: number;
}

const DEFAULT_LIMITS: HeadLimits = { maxBytes: 16_384, maxHeaders: 100 };

const INCOMPLETE = { state: "incomplete" } as const;
const LF = 10;

/**
 * Reads the head of an HTTP/1.1 message (RFC 9112 §2) from bytes that come in any pieces. It keeps
 * lines, never more than `maxBytes`, and is used up once it has answered anything but `incomplete`.
 */
export class HeadReader<Head extends object> {
  readonly #parse: (lines: readonly string[]) => Head | MalformedHead;
  readonly #limits: HeadLimits;
  readonly #lines: string[] = [];
  /** The line that isn't whole yet. */
  #line = "";
  #byteCount = 0;

  /** `parse` is `parseRequestHead` for a server, `parseResponseHead` for a client. */
  constructor(
    parse: (lines: readonly string[]) => Head | MalformedHead,
    limits: Partial<HeadLimits> = {},
  ) {
    this.#parse = parse;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Takes the next bytes; they are only read during the call, but for the `rest` of a result. */
  push(bytes: Uint8Array): HeadResult<Head> {
    for (let start = 0; start < bytes.length;) {
      const feed = bytes.indexOf(LF, start);
      const end = feed === -1 ? bytes.length : feed + 1;
      this.#byteCount += end - start;
      if (this.#byteCount > this.#limits.maxBytes) return tooMuch(this.#limits.maxBytes, "bytes");
      this.#line += latin1(bytes.subarray(start, end));
      start = end;
      if (feed === -1) return INCOMPLETE;
      if (!this.#line.endsWith("\r\n")) return malformed("Expected CR before LF, got LF alone");
      const line = this.#line.slice(0, -2);
      this.#line = "";
      if (line !== "") this.#lines.push(line);
      else if (this.#lines.length > 0) return this.#complete(bytes.subarray(end));
      // An empty line before the first is skipped (RFC 9112 §2.2).
      if (this.#lines.length - 1 > this.#limits.maxHeaders) {
        return tooMuch(this.#limits.maxHeaders, "headers");
      }
    }
    return INCOMPLETE;
  }

  #complete(rest: Uint8Array): HeadResult<Head> {
    const head = this.#parse(this.#lines);
    return "state" in head ? head as MalformedHead : { state: "complete", head, rest };
  }
}

function tooMuch(limit: number, unit: string): MalformedHead {
  const message = `Expected a head of at most ${limit} ${unit}, got more`;
  return { state: "malformed", status: 431, message };
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
