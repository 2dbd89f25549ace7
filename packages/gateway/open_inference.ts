import type { BatchLayout, Clock, Inference } from "@stt-bench/core";
import { CircuitBreaker } from "./circuit_breaker.ts";
import { inferenceEndpoint } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { InferenceClient } from "./inference_client.ts";
import { createInferenceNumbers } from "./inference_numbers.ts";
import type { InferenceNumbers } from "./inference_numbers.ts";
import type { Variant } from "./variant.ts";

/** The inference service as a gateway uses it. */
export interface OpenInference {
  readonly inference: Inference;
  /** How it wants batches to lie in memory, where it isn't plain PCM. */
  readonly layout: BatchLayout | undefined;
  /** How it is now. */
  readonly readNumbers: () => InferenceNumbers;
}

/** Opens the inference service with the client, the limits and the circuit breaker of `configuration`. */
export function openInference(
  { inferenceClients }: Pick<Variant, "inferenceClients">,
  configuration: Configuration,
  clock: Clock,
): OpenInference {
  const { open } = inferenceClients[configuration.INFERENCE_CLIENT]!;
  const transport = open(inferenceEndpoint(configuration), clock);
  const client = new InferenceClient({
    transport,
    clock,
    timeoutMs: configuration.INFERENCE_TIMEOUT_MS,
    maxInFlight: configuration.MAX_INFLIGHT || Infinity,
    maxPauseMs: configuration.MAX_RETRY_AFTER_MS,
  });
  const circuit = openCircuit(client, configuration, clock);
  return {
    inference: circuit ?? client,
    layout: transport.layout,
    readNumbers: () => numbersOf(client, circuit),
  };
}

function openCircuit(
  inference: Inference,
  { CIRCUIT_BREAKER_FAILURES: failures, CIRCUIT_BREAKER_PAUSE_MS: pauseMs }: Configuration,
  clock: Clock,
): CircuitBreaker | undefined {
  return failures === 0 ? undefined : new CircuitBreaker({ inference, clock, failures, pauseMs });
}

function numbersOf(
  { inFlight, waiting }: InferenceClient,
  circuit: CircuitBreaker | undefined,
): InferenceNumbers {
  const { circuits } = createInferenceNumbers();
  return { inFlight, waiting, circuits: circuit ? { ...circuits, [circuit.state]: 1 } : circuits };
}
