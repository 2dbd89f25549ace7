import type { BatchLayout, Clock, Inference } from "@stt-bench/core";
import { CircuitBreaker } from "./circuit_breaker.ts";
import { inferenceEndpoint } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { InferenceClient } from "./inference_client.ts";
import type { Variant } from "./variant.ts";

/** The inference service as a gateway uses it. */
export interface OpenInference {
  readonly inference: Inference;
  /** How it wants batches to lie in memory, where it isn't plain PCM. */
  readonly layout: BatchLayout | undefined;
  /** What watches it, where that is configured. */
  readonly circuit: CircuitBreaker | undefined;
}

/** Opens the inference service with the client, the limits and the circuit breaker of `configuration`. */
export function openInference(
  { inferenceClients }: Pick<Variant, "inferenceClients">,
  configuration: Configuration,
  clock: Clock,
): OpenInference {
  const client = inferenceClients[configuration.INFERENCE_CLIENT]!;
  const transport = client.open(inferenceEndpoint(configuration), clock);
  const inference = new InferenceClient({
    transport,
    clock,
    timeoutMs: configuration.INFERENCE_TIMEOUT_MS,
    maxInFlight: configuration.MAX_INFLIGHT || Infinity,
  });
  const { layout } = transport;
  const { CIRCUIT_BREAKER_FAILURES: failures, CIRCUIT_BREAKER_PAUSE_MS: pauseMs } = configuration;
  if (failures === 0) return { inference, layout, circuit: undefined };
  const circuit = new CircuitBreaker({ inference, clock, failures, pauseMs });
  return { inference: circuit, layout, circuit };
}
