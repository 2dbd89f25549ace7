/** What is unusual about a WAV file. */
export interface WavOptions {
  readonly encoding?: number;
  readonly channels?: number;
  readonly rateHz?: number;
  readonly bits?: number;
  readonly isExtensible?: boolean;
  readonly hasFormat?: boolean;
  /** Chunks before the format. */
  readonly before?: readonly Uint8Array[];
  /** The size that the data chunk claims. */
  readonly dataBytes?: number;
}

/** A WAV file with these samples; 16 kHz mono 16-bit PCM unless `options` say otherwise. */
export function wavFile(samples: Int16Array, options: WavOptions = {}): Uint8Array {
  const { encoding = 1, channels = 1, rateHz = 16_000, bits = 16, isExtensible = false } = options;
  const block = (channels * bits) / 8;
  const code = isExtensible ? 0xfffe : encoding;
  const format = [...u16(code, channels), ...u32(rateHz, rateHz * block), ...u16(block, bits)];
  if (isExtensible) {
    format.push(...u16(22, bits), ...u32(4), ...u16(encoding), ...new Array(14).fill(0));
  }
  const pcm = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return Uint8Array.from([
    ...tag("RIFF"),
    ...u32(0),
    ...tag("WAVE"),
    ...(options.before ?? []).flatMap((bytes) => [...bytes]),
    ...(options.hasFormat ?? true ? [...tag("fmt "), ...u32(format.length), ...format] : []),
    ...tag("data"),
    ...u32(options.dataBytes ?? pcm.length),
    ...pcm,
  ]);
}

function tag(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

function u16(...values: number[]): number[] {
  return values.flatMap((value) => [value & 0xff, value >>> 8]);
}

function u32(...values: number[]): number[] {
  return values.flatMap((value) => [...u16(value & 0xffff), ...u16(value >>> 16)]);
}
