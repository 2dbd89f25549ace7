import { SAMPLE_RATE_HZ } from "@stt-bench/protocol";

const PCM = 1;
const EXTENSIBLE = 0xfffe;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const MIN_FORMAT_BYTES = 16;

/**
 * The samples of a WAV file (RIFF) of 16 kHz mono 16-bit PCM. A data chunk that is cut short, or of
 * unknown length as a pipe writes it, reaches to the end of the file.
 *
 * @throws {Error} that says what was expected and what the file holds instead.
 */
export function readWav(file: Uint8Array): Int16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < HEADER_BYTES || tag(view, 0) !== "RIFF" || tag(view, 8) !== "WAVE") {
    throw new Error("expected a WAV file, got something else");
  }
  let isFormatGood = false;
  for (const { name, start, end } of chunks(view)) {
    if (name === "fmt ") {
      checkFormat(view, start, end);
      isFormatGood = true;
    }
    if (name === "data") {
      if (!isFormatGood) throw new Error("expected a format before the audio, got none");
      const samples = new Int16Array(file.slice(start, end - ((end - start) % 2)).buffer);
      if (samples.length === 0) throw new Error("expected audio, got none");
      return samples;
    }
  }
  throw new Error("expected a data chunk, got none");
}

interface Chunk {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function* chunks(view: DataView): Generator<Chunk> {
  let at = HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= view.byteLength) {
    const start = at + CHUNK_HEADER_BYTES;
    const end = start + view.getUint32(at + 4, true);
    yield { name: tag(view, at), start, end: Math.min(end, view.byteLength) };
    at = end + (end % 2); // chunks are padded to even sizes
  }
}

function checkFormat(view: DataView, start: number, end: number): void {
  if (end - start < MIN_FORMAT_BYTES) throw new Error("expected a whole format chunk, got a part");
  const code = view.getUint16(start, true);
  const isExtensible = code === EXTENSIBLE && end - start >= MIN_FORMAT_BYTES + 10;
  const encoding = isExtensible ? view.getUint16(start + 24, true) : code;
  const channels = view.getUint16(start + 2, true);
  const rateHz = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  if (encoding === PCM && channels === 1 && rateHz === SAMPLE_RATE_HZ && bits === 16) return;
  const kind = encoding === PCM ? "PCM" : `encoding ${encoding}`;
  throw new Error(
    `expected ${SAMPLE_RATE_HZ} Hz, 1 channel, 16-bit PCM, got ${rateHz} Hz, ${channels} channel${
      channels === 1 ? "" : "s"
    }, ${bits}-bit ${kind}`,
  );
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}
