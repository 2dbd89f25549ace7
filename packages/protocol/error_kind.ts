/** Where a batch was lost. */
export const ERROR_STAGES = [
  "websocket_receive",
  "batch_flush",
  "inference_request",
  "inference_response_parse",
  "websocket_send",
] as const;

/** One of {@linkcode ERROR_STAGES}. */
export type ErrorStage = (typeof ERROR_STAGES)[number];

/** Each kind of failure: the stage that it belongs to, and whether the same batch could succeed later. */
export const ERROR_KINDS = {
  timeout: { stage: "inference_request", retryable: true },
  pool_timeout: { stage: "inference_request", retryable: true },
  http_4xx: { stage: "inference_request", retryable: false },
  http_429: { stage: "inference_request", retryable: true },
  http_5xx: { stage: "inference_request", retryable: true },
  connection_reset: { stage: "inference_request", retryable: true },
  circuit_open: { stage: "inference_request", retryable: true },
  parse_error: { stage: "inference_response_parse", retryable: false },
  overflow: { stage: "batch_flush", retryable: false },
  send_error: { stage: "websocket_send", retryable: false },
} as const satisfies Record<string, { stage: ErrorStage; retryable: boolean }>;

/** One key of {@linkcode ERROR_KINDS}. */
export type ErrorKind = keyof typeof ERROR_KINDS;

/** The kind of an HTTP status that is not 200: 429 and the other 4xx apart, everything else `http_5xx`. */
export function errorKindOfStatus(status: number): "http_4xx" | "http_429" | "http_5xx" {
  if (status === 429) return "http_429";
  return status >= 400 && status < 500 ? "http_4xx" : "http_5xx";
}
