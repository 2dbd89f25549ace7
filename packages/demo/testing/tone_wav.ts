import { Buffer } from "node:buffer";

/** A WAV file of a tone in two channels, 44.1 kHz and 16 bits, at half of full scale. */
export function toneWav(seconds: number, toneHz: number): Buffer {
  const rateHz = 44_100;
  const samples = Math.round(seconds * rateHz);
  const wav = Buffer.alloc(44 + 4 * samples);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  // PCM, two channels; bytes per second and per sample of both; bits per sample.
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(rateHz, 24);
  wav.writeUInt32LE(4 * rateHz, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(4 * samples, 40);
  for (let i = 0; i < samples; i++) {
    const sample = Math.round(16_384 * Math.sin(2 * Math.PI * toneHz * i / rateHz));
    wav.writeInt16LE(sample, 44 + 4 * i);
    wav.writeInt16LE(sample, 46 + 4 * i);
  }
  return wav;
}
