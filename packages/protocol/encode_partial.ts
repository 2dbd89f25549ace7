import type { PartialMessage } from "./messages.ts";

/**
 * Encodes a `partial`, byte for byte as `JSON.stringify` would with the keys in this order.
 *
 * Only `transcript` can need escaping, so it alone goes through `JSON.stringify`.
 */
export function encodePartial(partial: PartialMessage): string {
  return '{"type":"partial","oldest_frame_seq":' + partial.oldest_frame_seq +
    ',"newest_frame_seq":' + partial.newest_frame_seq +
    ',"frames":' + partial.frames +
    ',"rms":' + partial.rms +
    ',"zero_crossings":' + partial.zero_crossings +
    ',"checksum":' + partial.checksum +
    ',"samples":' + partial.samples +
    ',"transcript":' + JSON.stringify(partial.transcript) +
    ',"audio_bytes":' + partial.audio_bytes +
    ',"cpu_passes":' + partial.cpu_passes +
    ',"model_delay_ms":' + partial.model_delay_ms +
    ',"flush_lateness_ms":' + roundMs(partial.flush_lateness_ms) +
    ',"inflight_model_jobs":' + partial.inflight_model_jobs + "}";
}

/** Milliseconds as they stand on the wire: rounded to three decimals. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
