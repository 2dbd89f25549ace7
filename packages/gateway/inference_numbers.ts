import { CIRCUIT_STATES } from "./circuit_breaker.ts";
import type { CircuitState } from "./circuit_breaker.ts";
import { zeroes } from "./zeroes.ts";

/** How the way to the inference service is, in numbers that can be summed over processes. */
export interface InferenceNumbers {
  /** Requests that the service works on, as far as we know. */
  readonly inFlight: number;
  /** Requests that wait for their turn, see `MAX_INFLIGHT`, or for the end of a pause. */
  readonly waiting: number;
  /** Circuit breakers by where they stand: one in each process, where they are configured. */
  readonly circuits: Readonly<Record<CircuitState, number>>;
}

/** Nothing is under way, and there is no circuit breaker. */
export function createInferenceNumbers(): InferenceNumbers {
  return { inFlight: 0, waiting: 0, circuits: zeroes(CIRCUIT_STATES) };
}
