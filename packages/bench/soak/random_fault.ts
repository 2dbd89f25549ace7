import { createHash } from "node:crypto";

/** Numbers in [0, 1). */
export type Random = () => number;

/** A fault of the simulated model, and the errors that it explains. */
export interface RandomFault {
  /** One of {@linkcode faultNames}. */
  readonly name: string;
  /** As the simulator's `POST /faults` takes it. */
  readonly fault: Readonly<Record<string, string | number>>;
  /** Kinds of errors that the batch may come back with whose request it strikes. */
  readonly own: readonly string[];
  /** Kinds that each other batch may come back with: a connection goes, or all are made to wait. */
  readonly others: readonly string[];
}

/** Random numbers that `seed` decides, on every runtime alike. */
export function seededRandom(seed: number): Random {
  let drawn = 0;
  return () => createHash("sha256").update(`${seed} ${drawn++}`).digest().readUInt32BE() / 2 ** 32;
}

/** Draws a fault: each of {@linkcode faultNames} as often as any other. */
export function randomFault(random: Random): RandomFault {
  const name = pick(random, faultNames);
  return { name, ...faults[name](random) };
}

type Draw = (random: Random) => Omit<RandomFault, "name">;

const faults = {
  status: (random) => refusal(pick(random, [204, 302, 400, 404, 429, 500, 502, 503])),
  "retry-after": () => ({
    fault: { kind: "status", status: 429, retry_after: 1 },
    own: ["http_429"],
    others: ["pool_timeout", "timeout"],
  }),
  body: (random) => ({
    fault: { kind: "body", body: pick(random, BODIES) },
    own: ["parse_error"],
    others: [],
  }),
  // Some end within the gateway's 2 s, some don't.
  stall: (random) => slow({ kind: "stall", ms: between(random, 20, 4000) }),
  drip: (random) => slow({ kind: "drip", interval_ms: between(random, 1, 20) }),
  reset: (random) => ({
    fault: { kind: "reset", during: pick(random, ["headers", "body"]) },
    // A body cut short can look like its end.
    own: ["parse_error"],
    others: ["connection_reset"],
  }),
  "rst-stream": (random) => ({
    fault: { kind: "rst-stream", code: pick(random, STREAM_ERRORS) },
    own: ["connection_reset"],
    others: [],
  }),
  goaway: (random) => ({
    fault: { kind: "goaway", connection: pick(random, ["keep", "close"]) },
    own: [],
    others: ["connection_reset"],
  }),
} satisfies Record<string, Draw>;

/** The faults that there are. */
export const faultNames = Object.keys(faults) as readonly (keyof typeof faults)[];

const BODIES = [
  "malformed",
  "truncated",
  "extra-field",
  "missing-field",
  "wrong-type",
  "not-finite",
  "huge",
];

/** RFC 9113 §7: PROTOCOL_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM. */
const STREAM_ERRORS = [1, 2, 7, 8, 11];

function refusal(status: number): ReturnType<Draw> {
  const kind = status === 429
    ? "http_429"
    : status >= 400 && status < 500
    ? "http_4xx"
    : "http_5xx";
  return { fault: { kind: "status", status }, own: [kind], others: [] };
}

function slow(fault: RandomFault["fault"]): ReturnType<Draw> {
  return { fault, own: ["timeout"], others: [] };
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

function between(random: Random, low: number, high: number): number {
  return Math.floor(low + random() * (high - low));
}
