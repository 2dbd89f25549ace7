/** Samples per second of the one audio format on the wire: mono, signed 16-bit little-endian PCM. */
export const SAMPLE_RATE_HZ = 16_000;

/** Bytes of one s16le sample. */
export const BYTES_PER_SAMPLE = 2;

/** Milliseconds of audio in one frame. */
export const FRAME_MS = 20;

/** Samples in one frame (320). */
export const SAMPLES_PER_FRAME: number = (SAMPLE_RATE_HZ * FRAME_MS) / 1000;

/** Bytes in one frame (640): the only size that a binary message may have. */
export const FRAME_BYTES: number = SAMPLES_PER_FRAME * BYTES_PER_SAMPLE;

/** Frames that a session sends in one second of audio (50). */
export const FRAMES_PER_SECOND: number = 1000 / FRAME_MS;
