/** Path of the gateway's WebSocket endpoint. */
export const STT_PATH = "/ws/stt";

/** Path of the inference service's one operation, a `POST` with raw s16le PCM as its body. */
export const INFER_PATH = "/infer";

/** Request header of `POST /infer`: how many passes the model makes over the audio. */
export const CPU_PASSES_HEADER = "x-cpu-passes";

/** Largest WebSocket message that a gateway takes, in bytes; a larger one is closed with 1009. */
export const MAX_MESSAGE_BYTES = 8192;
