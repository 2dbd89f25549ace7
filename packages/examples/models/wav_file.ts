import { Buffer } from "node:buffer";

const HEADER_BYTES = 44;
const PCM = 1;

/** A WAV file of mono 16-bit samples (RIFF, Multimedia Programming Interface 1.0). */
export function wavFile(samples: Int16Array<ArrayBuffer>, sampleRateHz = 16_000): Blob {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.byteLength, 40);
  return new Blob([header, samples], { type: "audio/wav" });
}
