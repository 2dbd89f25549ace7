import { closeCodeLabel } from "../close_code_label.ts";
import { createNumbers } from "../gateway_numbers.ts";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import { createInferenceNumbers } from "../inference_numbers.ts";

/** What clients see of a process that dies (RFC 6455 §7.1.5). */
const NO_CLOSE = 1006;

/**
 * Sums what the workers of a gateway have counted, those that are gone included, so that no counter
 * goes back and the frames stay in balance.
 */
export class NumbersLedger {
  readonly #living = new Map<number, GatewayNumbers>();
  #gone = createNumbers();

  /** The process in place `worker` has counted `numbers` since its start. */
  update(worker: number, numbers: GatewayNumbers): void {
    this.#living.set(worker, numbers);
  }

  /** The process in place `worker` has ended; what it had counted when last heard of stays. */
  lost(worker: number): void {
    const last = this.#living.get(worker);
    if (last === undefined) return;
    this.#living.delete(worker);
    this.#gone = addNumbers(this.#gone, afterDeath(last));
  }

  /** Open sessions of the process in place `worker`. */
  sessionsOf(worker: number): number {
    return this.#living.get(worker)?.sessions ?? 0;
  }

  /** The sum over all processes that are and were. */
  get total(): GatewayNumbers {
    return [...this.#living.values()].reduce(addNumbers, this.#gone);
  }
}

/** Adds two sets of numbers, each to its like. */
export function addNumbers(a: GatewayNumbers, b: GatewayNumbers): GatewayNumbers {
  return add(a, b);
}

/**
 * What `numbers` have become with the death of their process: its sessions have lost their
 * connection, and the frames that they held are discarded, as with any other session that ends so.
 */
function afterDeath(numbers: GatewayNumbers): GatewayNumbers {
  const { sessions, counters } = numbers;
  const { inFlight, buffered } = counters.frames;
  const frames = { ...counters.frames, inFlight: 0, buffered: 0 };
  frames.discarded += inFlight + buffered;
  const closes = { ...counters.closes };
  closes.connection_lost += sessions;
  const closeCodes = { ...numbers.closeCodes };
  closeCodes[closeCodeLabel(NO_CLOSE)] += sessions;
  return {
    ...numbers,
    sessions: 0,
    counters: {
      ...counters,
      sessionsClosed: counters.sessionsClosed + sessions,
      frames,
      closes,
    },
    closeCodes,
    bufferBytes: 0,
    inference: createInferenceNumbers(),
    rssBytes: 0,
  };
}

function add<T>(a: T, b: T): T {
  if (typeof a === "number") return a + Number(b) as T;
  if (Array.isArray(a)) return a.map((each, i) => add(each, (b as unknown[])[i])) as T;
  const sum = Object.keys(a as object).map((
    name,
  ) => [name, add(a[name as keyof T], b[name as keyof T])]);
  return Object.fromEntries(sum);
}
