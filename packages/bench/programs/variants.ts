import type { Program } from "./program_command.ts";
import { runtimes } from "./runtime.ts";
import type { Runtime } from "./runtime.ts";

/** Which parts of a gateway may be tuned ones, in the order of tables. */
export const tunedParts = ["neither", "client", "sockets", "both"] as const;

/** One of {@linkcode tunedParts}. */
export type TunedParts = (typeof tunedParts)[number];

/** One way of running a gateway of ours: what is compared with what. */
export interface Variant extends Program {
  readonly name: string;
  /** What of it is tuned; undefined for a reactor, which shares no part with the others. */
  readonly tuned?: TunedParts;
  /** Variables that make it this variant. */
  readonly env: Readonly<Record<string, string>>;
}

/** A variant that is no program in C. */
export type RuntimeVariant = Variant & { readonly runtime: Runtime };

/** What native sockets post with by default. */
const ownClients: Readonly<Record<Runtime, string>> = {
  deno: "fetch",
  node: "http2",
  bun: "http2",
};

/**
 * A young generation of 1 MB for tuned sockets. What they allocate is what they read, in memory
 * outside of V8's heap, which makes V8 collect the whole heap unless enough scavenges come first. With
 * 1000 sessions: 194 → 135 µs per session-second and 119 → 65 kB a session on Node, as many µs but
 * 123 → 57 kB on Deno. Native sockets gain nothing: 535 → 555 µs.
 */
const tunedFlags: Readonly<Record<Runtime, readonly string[]>> = {
  deno: ["--v8-flags=--max-semi-space-size=1"],
  node: ["--max-semi-space-size=1"],
  bun: [],
};

/** `node:ffi` would tell on stderr, in the middle of the log, that it is experimental. */
const reactorFlags: Readonly<Record<Runtime, readonly string[]>> = {
  deno: [],
  node: ["--disable-warning=ExperimentalWarning"],
  bun: [],
};

/**
 * Every gateway in all four combinations of sockets and inference client, in the order of tables:
 * what tells the parts of a gain apart.
 */
export const splitVariants: readonly RuntimeVariant[] = tunedParts.flatMap((tuned) =>
  runtimes.map((runtime) => createVariant(runtime, tuned))
);

/** The variants that are compared by default, in the order of tables. */
export const variants: readonly RuntimeVariant[] = splitVariants.filter(({ tuned }) =>
  tuned === "neither" || tuned === "both"
);

/** Gateways on libc: a class of their own, that is compared when it is asked for. */
export const reactorVariants: readonly RuntimeVariant[] = runtimes.map((runtime) => ({
  name: `${runtime}-reactor`,
  runtime,
  main: mainOf(runtime),
  env: { SOCKETS: "reactor" },
  flags: [...tunedFlags[runtime], ...reactorFlags[runtime]],
}));

/** The measuring stick for reactors: a program in C that makes their system calls. */
export const referenceVariant: Variant = {
  name: "c",
  runtime: "c",
  main: "packages/bench/reference/gateway.c",
  env: {},
};

/** What is compared only when it is asked for. */
export const otherVariants: readonly Variant[] = [...reactorVariants, referenceVariant];

/**
 * Finds a gateway of ours by its name: one of {@linkcode splitVariants} or {@linkcode reactorVariants}.
 *
 * @throws {RangeError} if there is none.
 */
export function findVariant(name: string): RuntimeVariant {
  const all = [...splitVariants, ...reactorVariants];
  const variant = all.find((variant) => variant.name === name);
  if (variant === undefined) {
    const names = all.map((variant) => variant.name).join(", ");
    throw new RangeError(`Cannot find the variant: expected one of ${names}, got "${name}"`);
  }
  return variant;
}

/** Only what mixes names the client: that of the others is the caller's choice (`INFERENCE_CLIENT`). */
function createVariant(runtime: Runtime, tuned: TunedParts): RuntimeVariant {
  const program = { runtime, main: mainOf(runtime), tuned };
  const client = ownClients[runtime];
  const flags = tunedFlags[runtime];
  switch (tuned) {
    case "neither":
      return { ...program, name: runtime, env: { SOCKETS: "native" } };
    case "client": {
      const env = { SOCKETS: "native", INFERENCE_CLIENT: "tuned" };
      return { ...program, name: `${runtime}+tuned-client`, env };
    }
    case "sockets": {
      const env = { SOCKETS: "tuned", INFERENCE_CLIENT: client };
      return { ...program, name: `${runtime}-tuned+${client}`, env, flags };
    }
    case "both":
      return { ...program, name: `${runtime}-tuned`, env: { SOCKETS: "tuned" }, flags };
  }
}

function mainOf(runtime: Runtime): string {
  return `runtimes/${runtime}/main.ts`;
}
