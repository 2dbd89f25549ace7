import type { InferenceTransport, TransportResult } from "../inference_transport.ts";

/** Posts `pcm` as one batch; gives the request up when `signal` aborts. */
export function post(
  transport: InferenceTransport,
  pcm: Uint8Array<ArrayBuffer>,
  signal?: AbortSignal,
): Promise<TransportResult> {
  return new Promise((resolve) => {
    const batch = { bytes: pcm, frames: pcm.byteLength / 640 };
    const request = transport.post(batch, { onEnd: resolve });
    signal?.addEventListener("abort", () => request.cancel());
  });
}
