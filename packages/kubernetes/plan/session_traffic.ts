import { encodePartial, FRAME_BYTES, FRAMES_PER_SECOND } from "@stt-bench/protocol";

/** Of a packet of 1500 bytes: what is left behind the headers of IPv4 and TCP with timestamps. */
const SEGMENT_BYTES = 1500 - 52;

/** Ethernet 14, IPv4 20, TCP 20, timestamps 12 bytes. */
const PACKET_OVERHEAD_BYTES = 66;

/** Two bytes, two of length and four of mask; what a server sends has no mask. RFC 6455 §5.2. */
const CLIENT_FRAME_BYTES = 8;
const SERVER_FRAME_BYTES = 4;

/** Of one record: header 5, content type 1, tag 16 bytes. RFC 8446 §5.2. */
const TLS_RECORD_BYTES = 22;

/** A frame's header, and the largest frame that servers take unasked. RFC 9113 §4.1, §6.5.2. */
const HTTP2_HEADER_BYTES = 9;
const HTTP2_FRAME_BYTES = 16_384;

/** A block of headers that HPACK has seen before: an index for each, and a length in plain. */
const HEADER_BLOCK_BYTES = 20;

/** What goes one way over a connection in a second. Bytes are Ethernet's, without preamble and gap. */
export interface Leg {
  readonly bytes: number;
  readonly packets: number;
}

/** What one session sends and gets in a second, at its gateway. */
export interface SessionTraffic {
  readonly fromClient: Leg;
  readonly toClient: Leg;
  readonly toModel: Leg;
  readonly fromModel: Leg;
}

/** An answer as ours are, an hour into a session. */
const PARTIAL_BYTES = encodePartial({
  type: "partial",
  oldest_frame_seq: 179_951,
  newest_frame_seq: 180_000,
  frames: 50,
  rms: 5699.312345678901,
  zero_crossings: 1110,
  checksum: 1_244_816_517,
  samples: 64_000,
  transcript: "hello",
  audio_bytes: 32_000,
  cpu_passes: 4,
  model_delay_ms: 75,
  flush_lateness_ms: 0.412,
  inflight_model_jobs: 0,
}).length;

/** The model's answer: the fields of a partial that the gateway adds nothing to. */
const ANSWER_BYTES = JSON.stringify({
  rms: 5699.312345678901,
  zero_crossings: 1110,
  checksum: 1_244_816_517,
  samples: 64_000,
  transcript: "hello",
  audio_bytes: 32_000,
}).length;

/**
 * Computes the traffic of a session from the sizes of what goes over the wire: a frame is a packet of
 * its own; a request of a second's audio is as few packets as its bytes fit in; every second packet is
 * acknowledged, by one without data.
 */
export function sessionTraffic({ tls }: { readonly tls: boolean }): SessionTraffic {
  const record = tls ? TLS_RECORD_BYTES : 0;
  const audio = leg(FRAME_BYTES + CLIENT_FRAME_BYTES + record, FRAMES_PER_SECOND);
  const partial = leg(PARTIAL_BYTES + SERVER_FRAME_BYTES + record, 1);
  const body = FRAME_BYTES * FRAMES_PER_SECOND;
  const frames = Math.ceil(body / HTTP2_FRAME_BYTES) + 1;
  const request = leg(body + frames * HTTP2_HEADER_BYTES + HEADER_BLOCK_BYTES, 1);
  const answer = leg(ANSWER_BYTES + 2 * HTTP2_HEADER_BYTES + HEADER_BLOCK_BYTES, 1);
  return {
    fromClient: sum(audio, acknowledging(partial)),
    toClient: sum(partial, acknowledging(audio)),
    toModel: sum(request, acknowledging(answer)),
    fromModel: sum(answer, acknowledging(request)),
  };
}

/** `perSecond` messages of `bytes` each. */
function leg(bytes: number, perSecond: number): Leg {
  const packets = Math.ceil(bytes / SEGMENT_BYTES);
  return {
    bytes: perSecond * (bytes + packets * PACKET_OVERHEAD_BYTES),
    packets: perSecond * packets,
  };
}

function acknowledging({ packets }: Leg): Leg {
  return { bytes: packets / 2 * PACKET_OVERHEAD_BYTES, packets: packets / 2 };
}

function sum(a: Leg, b: Leg): Leg {
  return { bytes: a.bytes + b.bytes, packets: a.packets + b.packets };
}
