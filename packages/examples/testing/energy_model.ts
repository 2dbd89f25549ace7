import { Buffer } from "node:buffer";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SherpaConfig } from "../models/sherpa_model.ts";

/** Mel bins of a frame of features, and tokens: blank, loud, quiet. */
const BINS = 80;
const TOKENS = ["<blk>", "loud", "quiet"];

const FLOAT = 1;

/** Weights in a folder of their own, and the configuration that names them. */
export interface EnergyModel extends AsyncDisposable {
  readonly config: SherpaConfig;
}

/**
 * Writes the smallest model that sherpa-onnx takes (a TDNN with CTC): one matrix that turns log energies
 * into "loud" or "quiet". Its operators run on the same ONNX runtime as those of real weights.
 */
export async function writeEnergyModel(): Promise<EnergyModel> {
  const folder = await mkdtemp(join(tmpdir(), "energy-model-"));
  const model = join(folder, "model.onnx");
  const tokens = join(folder, "tokens.txt");
  await writeFile(model, onnxModel());
  await writeFile(tokens, TOKENS.map((token, id) => `${token} ${id}\n`).join(""));
  return {
    config: {
      featConfig: { sampleRate: 16_000, featureDim: BINS },
      modelConfig: { tdnn: { model }, tokens },
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** logits = features × weights + bias, as an ONNX `ModelProto` (onnx.proto3, IR 8, operators 13). */
function onnxModel(): Buffer {
  const weights = Array.from({ length: BINS }, () => [0, 1 / BINS, -1 / BINS]).flat();
  const graph = message(
    bytes(1, node("MatMul", ["features", "weights"], "product")),
    bytes(1, node("Add", ["product", "bias"], "logits")),
    bytes(2, "energy"),
    bytes(5, tensor("weights", [BINS, TOKENS.length], weights)),
    bytes(5, tensor("bias", [TOKENS.length], [-100, 10, -10])),
    bytes(11, valueInfo("features", ["N", "T", BINS])),
    bytes(12, valueInfo("logits", ["N", "T", TOKENS.length])),
  );
  const metadata = message(bytes(1, "vocab_size"), bytes(2, String(TOKENS.length)));
  return message(number(1, 8), bytes(7, graph), bytes(8, number(2, 13)), bytes(14, metadata));
}

function node(operator: string, inputs: readonly string[], output: string): Buffer {
  return message(...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, operator));
}

function tensor(name: string, dims: readonly number[], values: readonly number[]): Buffer {
  const raw = Buffer.from(Float32Array.from(values).buffer);
  return message(
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    bytes(8, name),
    bytes(9, raw),
  );
}

function valueInfo(name: string, dims: readonly (number | string)[]): Buffer {
  const shape = message(
    ...dims.map((dim) => bytes(1, typeof dim === "number" ? number(1, dim) : bytes(2, dim))),
  );
  return message(bytes(1, name), bytes(2, bytes(1, message(number(1, FLOAT), bytes(2, shape)))));
}

/** The wire format of Protocol Buffers: fields one after another, their lengths and numbers as varints. */
function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function number(field: number, value: number): Buffer {
  return Buffer.from([...varint(field << 3), ...varint(value)]);
}

function bytes(field: number, content: string | Buffer): Buffer {
  const buffer = Buffer.from(content);
  return Buffer.concat([
    Buffer.from([...varint(field << 3 | 2), ...varint(buffer.length)]),
    buffer,
  ]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [value & 127 | 128, ...varint(value >>> 7)];
}
