import type { connect } from "node:http2";
import type { LookupFunction } from "node:net";
import type { Clock } from "@stt-bench/core";
import type { AddressTurns } from "./address_turns.ts";
import { ConnectionPool } from "./connection_pool.ts";
import { Http2Connection } from "./http2_connection.ts";
import type { InferenceEndpoint } from "./variant.ts";

/**
 * Memory of one connection beyond which node:http2 fails its streams. With its default of 10 MB that
 * happens at 256 requests of 32 kB in flight (Node 26.10); this is room for 256 of 250 frames.
 */
const MAX_SESSION_MEMORY_MB = 64;

/** What an {@linkcode Http2Transport} stands on. */
export interface Http2TransportOptions extends Omit<InferenceEndpoint, "tickMs"> {
  /** `connect` of `node:http2`. */
  readonly connect: typeof connect;
  /** Which of the host's addresses each connection goes to. */
  readonly turns: Pick<AddressTurns, "next">;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the jitter between attempts to connect. */
  readonly random?: () => number;
}

/**
 * Posts over cleartext HTTP/2 with `node:http2` (Node and Bun).
 *
 * Never on Deno: there a GOAWAY after some hundred streams aborts the process (Deno 2.9.6,
 * denoland/deno#36788).
 */
export class Http2Transport extends ConnectionPool {
  constructor({ url, headers, connect, turns, ...options }: Http2TransportOptions) {
    // A list: an object would be copied for each request, which cost 7 % of a whole session (580 → 540
    // µs per session-second with 500 of them on Node 26).
    const requestHeaders = [
      [":method", "POST"],
      [":scheme", url.protocol.slice(0, -1)],
      [":authority", url.host],
      [":path", url.pathname + url.search],
      ...Object.entries(headers),
    ].flat();
    super({
      ...options,
      open(events) {
        // The default windows: answers are small, and Bun 1.4 never enlarges a stream's window again
        // once `setLocalWindowSize` was called.
        const session = connect(url.origin, {
          maxSessionMemory: MAX_SESSION_MEMORY_MB,
          settings: { enablePush: false },
          lookup: lookUpInTurns(turns),
        });
        return new Http2Connection(session, requestHeaders, options.clock, events);
      },
    });
  }
}

/** As `node:net` wants to be told; Node and Bun ask for all addresses, and try them in this order. */
function lookUpInTurns(turns: Pick<AddressTurns, "next">): LookupFunction {
  return (hostname, { all }, callback) => {
    turns.next(hostname).then(
      ([...addresses]) => {
        if (all) return callback(null, addresses);
        const { address, family } = addresses[0]!;
        callback(null, address, family);
      },
      (error) => callback(error, []),
    );
  };
}
