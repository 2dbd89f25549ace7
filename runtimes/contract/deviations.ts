import { contractVariants } from "./contract_variants.ts";

/** Where a variant cannot meet the contract, and what it does instead. */
export interface Deviation {
  readonly variant: string;
  /** Name of the conformance case, or of the contract's own. */
  readonly case: string;
  /** What the failing case must say: the day it says something else, this table is wrong. */
  readonly seen: string;
  /** What the variant does, for readers. */
  readonly behaviour: string;
  /** Why it is left so. */
  readonly reason: string;
  /** Where its runtime's makers know of it: the URL of an issue. */
  readonly issue?: string;
}

const CUT = "Expected a Close frame, got the end of the connection";

/** What is seen of a WebSocket that breaks RFC 6455, and is dropped for it. */
const droppedWebSockets = {
  "reserved-bits": CUT,
  "reserved-opcodes": CUT,
  "control-in-fragments": CUT,
  "ping-too-long": CUT,
  "stray-continuation": CUT,
  "interleaved-messages": CUT,
  "close-of-one-byte": CUT,
  "close-reason-not-utf8": CUT,
  "text-not-utf8": CUT,
  "length-top-bit": CUT,
  // The first thing that autobahn finds wrong in each of its groups.
  "autobahn-pings-and-pongs": "2.5: expected 1002, got 1006",
  "autobahn-reserved-bits-and-opcodes": "3.1: expected 1002, got 1006",
  "autobahn-fragmentation": "5.1: expected 1002, got 1006",
  "autobahn-utf-8": "6.3 surrogate in a text: expected 1007, got 1006",
  "autobahn-the-close-handshake": "7.3.2: expected 1002, got 1006",
};

/** Those whose sockets are raw TCP. */
const withoutTls = contractVariants.filter(({ env }) => env["SOCKETS"] !== "native");

const tlsCases = [
  "tls",
  "tls-python",
  "tls-noise",
  "tls-slow-handshake",
  "tls-workers",
  "tls-bad-files",
];

const NO_TLS = "Cannot serve TLS: expected SOCKETS=native, got";

const NO_END = "Expected the end of the connection within";

/** What is seen of clients that take their time before they ask for something, and are not cut. */
const slowClients = {
  "slow-head": NO_END,
  "slowhttptest": 'expected "No open connections left", got "Hit test time limit"',
  "tls-slow-handshake": NO_END,
};

/**
 * Every known deviation. The contract suite asserts each one exactly, so that it cannot outlive the
 * behaviour it describes.
 */
export const deviations: readonly Deviation[] = [
  ...Object.entries(droppedWebSockets).map(([name, seen]): Deviation => ({
    variant: "deno",
    case: name,
    seen,
    behaviour: "The connection is cut without a Close frame",
    reason: "Deno 2.9 drops a WebSocket that breaks RFC 6455 without a word, before we see it",
  })),
  ...["deno", "bun"].map((variant): Deviation => ({
    variant,
    case: "http-1.0",
    seen: "Status: expected 400, got 101",
    behaviour: "An upgrade over HTTP/1.0 is served",
    reason: "Deno 2.9 and Bun 1.4 do not tell us the version of a request",
  })),
  ...["many-headers", "huge-headers"].map((name): Deviation => ({
    variant: "deno",
    case: name,
    seen: "Status: expected 431, got 400",
    behaviour: "Too many headers, or too large ones, are refused with 400",
    reason: "Deno 2.9 answers that itself: such a request never comes to us",
  })),
  ...Object.entries({ ...slowClients, "idle-after-response": NO_END }).map((
    [name, seen],
  ): Deviation => ({
    variant: "deno",
    case: name,
    seen,
    behaviour:
      "A connection may take for ever to agree on TLS, to send a request's head, or the next request",
    reason: "Deno 2.9 has no such time limit, and does not show us connections before the head",
    issue: "https://github.com/denoland/deno/issues/3515",
  })),
  ...Object.entries(slowClients).map(([name, seen]): Deviation => ({
    variant: "bun",
    case: name,
    seen,
    behaviour:
      "TLS, and then the head of a connection's first request, have 8 to 12 s, whatever we configure",
    reason: "Bun 1.4 applies idleTimeout only from the second request on",
    issue: "https://github.com/oven-sh/bun/pull/35672",
  })),
  ...withoutTls.flatMap(({ name: variant }) =>
    tlsCases.map((name): Deviation => ({
      variant,
      case: name,
      seen: name === "tls-bad-files" ? NO_TLS : `it ended with exit code 2\n  | ${NO_TLS}`,
      behaviour: "It does not start when it is told to serve TLS, with exit code 2 and a line " +
        "that says so",
      reason: "These sockets read raw TCP: something in front of them must end TLS",
    }))
  ),
  {
    variant: "deno",
    case: "unmasked",
    seen: 'Expected a Close frame, got the message {"type":"partial"',
    behaviour: "Unmasked frames are served",
    reason: "Deno 2.9 does not look at the mask bit, and gives us the message alone",
  },
  {
    variant: "deno",
    case: "pong-too-long",
    seen: "Expected a Close frame, got nothing",
    behaviour: "A pong of more than 125 bytes is ignored",
    reason: "Deno 2.9 limits pings only, and does not show us pongs",
    issue: "https://github.com/denoland/fastwebsockets/pull/142",
  },
  {
    variant: "deno",
    case: "close-too-long",
    seen: "A control frame of 126 bytes is too long",
    behaviour: "A Close of more than 125 bytes comes back as it was sent, and is as illegal there",
    reason: "Deno 2.9 limits pings only, and answers a Close itself",
    issue: "https://github.com/denoland/fastwebsockets/pull/142",
  },
  {
    variant: "deno",
    case: "interleaved-fragments",
    seen: "Expected a Close frame, got nothing",
    behaviour: "A message in fragments that begins inside another one takes its place",
    reason: "Deno 2.9 puts fragments together before we see them, and forgets those it had",
  },
  {
    variant: "deno",
    case: "text-cut-in-fragments",
    seen: "Close code: expected 1007, got 1002",
    behaviour: "Of a text in fragments that ends within a character the rest is taken",
    reason: "Deno 2.9 keeps what a fragment lacks for the next one, and forgets it after the last",
  },
  {
    variant: "deno",
    case: "too-big-unfinished",
    seen: "Expected a Close frame, got nothing",
    behaviour: "Fragments beyond 8192 bytes are judged when the message is whole",
    reason: "Deno 2.9 gathers fragments without a limit that we could set",
    issue: "https://github.com/denoland/fastwebsockets/issues/100",
  },
  {
    variant: "deno",
    case: "endless-fragments-of-1",
    seen: "Expected a Close frame, got a pong",
    behaviour: "A message that never ends is gathered for ever: memory grows with it",
    reason: "Deno 2.9 shows us no message before it is whole, and cannot cut a WebSocket",
    issue: "https://github.com/denoland/fastwebsockets/issues/100",
  },
  ...["deno", "bun"].map((variant): Deviation => ({
    variant,
    case: "endless-fragments-of-0",
    seen: "Expected a Close frame, got a pong",
    behaviour: "Endless empty fragments are read for ever; they cost time and no memory",
    reason: "Deno 2.9 and Bun 1.4 limit no number of fragments, and show us only whole messages",
  })),
  {
    variant: "deno",
    case: "too-big-announced",
    seen: "Expected a Close frame, got nothing",
    behaviour: "A frame beyond 8192 bytes is judged when it is whole",
    reason: "Deno 2.9 reads frames of up to 64 MiB; we see them afterwards",
    issue: "https://github.com/denoland/deno/issues/15809",
  },
  {
    variant: "deno",
    case: "silent-but-there",
    seen: "Expected three pings",
    behaviour:
      "A client that sends nothing for two idle periods is closed: it is not pinged before",
    reason:
      "Deno 2.9 has no ping, but for its idleTimeout, which closes clients after our own stalls",
    issue: "https://github.com/denoland/deno/issues/15430",
  },
  {
    variant: "deno",
    case: "not-reading",
    seen: "Expected the end of the connection or a reset of the connection, got nothing",
    behaviour: "A client that does not read is closed with 1008, but its connection is not cut",
    reason: "Deno 2.9 cannot cut a WebSocket: it waits for the client to read the Close frame",
    issue: "https://github.com/denoland/deno/issues/24292",
  },
  {
    variant: "deno",
    case: "half-open",
    seen: "Expected the connection's file to be closed",
    behaviour: "The connection of a client that is gone stays until the kernel gives the Close up",
    reason: "Deno 2.9 cannot cut a WebSocket; the session is over, and its batch cancelled",
    issue: "https://github.com/denoland/deno/issues/24292",
  },
  {
    variant: "deno",
    case: "reset-in-headers",
    seen: 'Expected an error message, got {"type":"partial"',
    behaviour: "A batch is posted once more when a used connection breaks before its answer",
    reason: "fetch of Deno 2.9 does that by itself; the client gets its partial",
  },
];

/** The deviation of `variant` in a case; undefined when it has none. */
export function findDeviation(variant: string, caseName: string): Deviation | undefined {
  return deviations.find((each) => each.variant === variant && each.case === caseName);
}
