import { byteSize, decimal, integer, read } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";

/** Something that nobody has measured here. */
interface Assumption {
  readonly default: string;
  readonly value: Value<number>;
  readonly help: string;
}

const share = decimal(0.01, 1);
const count = integer(1, 1_000_000);
const secs = decimal(0, 86_400);

/** All that a plan takes for granted, by the names of its flags; each default stands here only. */
export const assumptionFlags = {
  utilisation: assume("0.6", share, "share of a pod's CPU that sessions may use"),
  zones: assume("3", integer(2, 100), "zones that pods are spread over"),
  spareZones: assume("1", integer(0, 99), "zones whose loss the others must bear"),
  podCpus: assume("1", integer(1, 256), "CPUs of a gateway's pod, each with a worker"),
  idleBytes: assume("130MB", byteSize(1), "memory of a worker without sessions"),
  nodeCpus: assume("16", integer(1, 1024), "CPUs of a node"),
  nodeBytes: assume("64GB", byteSize(1), "memory of a node"),
  allocatable: assume("0.9", share, "share of a node that pods may have"),
  connections: assume("2", integer(1, 64), "connections of a worker to the model"),
  sessionsPerModelPod: assume("0", integer(), "of one model pod; 0: a CPU of the simulator's"),
  modelConcurrent: assume(
    "64",
    count,
    "requests of one model pod at a time (MODEL_MAX_CONCURRENT)",
  ),
  modelMs: assume("100", decimal(1), "time of the model for one request"),
  sessionSecs: assume("600", decimal(1), "average length of a session"),
  handshakeUs: assume("300", count, "CPU of the handshake of a WebSocket"),
  tlsHandshakeUs: assume("1000", count, "CPU of the handshake of TLS, with --tls"),
  readySecs: assume("10", secs, "from the start of a pod until it is ready"),
  preStopSecs: assume("5", secs, "preStop of a gateway's pod"),
  drainSecs: assume("10", secs, "DRAIN_TIMEOUT_MS of a gateway, in seconds"),
  surge: assume("0.25", share, "share of the pods that a rollout replaces at a time"),
} as const satisfies Record<string, Assumption>;

/** What a plan takes for granted. */
export type Assumptions = Readonly<Record<keyof typeof assumptionFlags, number>>;

/** What a plan takes for granted unless told otherwise. */
export const ASSUMPTIONS: Assumptions = readAssumptions({});

/**
 * Reads what `given` says, as text, and takes the defaults for the rest.
 *
 * @throws {RangeError} with a line for each that cannot be read.
 */
export function readAssumptions(given: Readonly<Record<string, string | undefined>>): Assumptions {
  const problems: string[] = [];
  const entries = Object.entries<Assumption>(assumptionFlags).map(([name, assumption]) => {
    const reading = read(flagName(name), assumption.value, given[name] ?? assumption.default);
    if (!reading.ok) problems.push(reading.problem);
    return [name, reading.ok ? reading.value : NaN] as const;
  });
  const assumptions = Object.fromEntries(entries) as Assumptions;
  const { zones, spareZones } = assumptions;
  if (spareZones >= zones) {
    problems.push(`Cannot spare zones: expected less than the ${zones} zones, got ${spareZones}`);
  }
  if (problems.length > 0) throw new RangeError(problems.join("\n"));
  return assumptions;
}

/** `podCpus` is `--pod-cpus`. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function assume(text: string, value: Value<number>, help: string): Assumption {
  return { default: text, value, help };
}
