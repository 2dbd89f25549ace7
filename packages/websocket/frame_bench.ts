/**
 * Times a server's connection on what a streaming client sends, frames of 640 bytes, 25 in a chunk,
 * and counts what it allocates. Run it alone on a core: `taskset -c 1 node frame_bench.ts`, the same
 * with `deno run -A`, and with `bun`. Bun's statistics move only when it collects, so its allocations
 * want `BUN_JSC_useGC=false bun frame_bench.ts`, and its times want it without.
 *
 * @module
 */
import process from "node:process";
import type { FixedFrameRoom } from "./frame/fixed_frames.ts";
import { WebSocketConnection } from "./web_socket_connection.ts";

const PAYLOAD_BYTES = 640;
const FRAME_BYTES = PAYLOAD_BYTES + 8;
const FRAMES_PER_CHUNK = 25;
const FRAMES_PER_BATCH = 50;
const ROUNDS = 9;
const FRAMES_PER_ROUND = 250_000;
/** Between two looks at the heap, short enough for most of them to see no collection. */
const FRAMES_PER_WINDOW = 5000;
const WINDOWS = 200;

/** One way through a connection: handles at least `frames` frames or messages. */
interface Case {
  readonly name: string;
  run(frames: number): void;
}

/** A batch buffer that begins anew when it's full. */
class Batch implements FixedFrameRoom {
  readonly payloadBytes = PAYLOAD_BYTES;
  readonly words = new Uint32Array(PAYLOAD_BYTES * FRAMES_PER_BATCH / 4);
  writeOffset = 0;

  reserve(): FixedFrameRoom {
    return this;
  }

  commit(): void {
    this.writeOffset += PAYLOAD_BYTES;
    if (this.writeOffset === PAYLOAD_BYTES * FRAMES_PER_BATCH) this.writeOffset = 0;
  }
}

/** A chunk of masked frames that begins `byteOffset` bytes into its memory. */
function chunkOf(frames: number, byteOffset: number): Uint8Array {
  const chunk = new Uint8Array(byteOffset + frames * FRAME_BYTES).subarray(byteOffset);
  for (let i = 0; i < chunk.length; i++) chunk[i] = i * 7;
  for (let at = 0; at < chunk.length; at += FRAME_BYTES) chunk.set([0x82, 0xfe, 2, 128], at);
  return chunk;
}

let handled = 0;

function connection(isFast: boolean): WebSocketConnection {
  const count = () => void handled++;
  const events = { write: count, text: count, binary: count, closed: count, failed: count };
  const options = { role: "server", maxMessageBytes: 8192, events } as const;
  return new WebSocketConnection(isFast ? { ...options, frames: new Batch() } : options);
}

/** Feeds chunks to a connection, one after the other. */
function receiving(name: string, isFast: boolean, chunks: readonly Uint8Array[]): Case {
  const server = connection(isFast);
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  return {
    name,
    run(frames) {
      for (let rest = frames * FRAME_BYTES; rest > 0; rest -= bytes) {
        for (let i = 0; i < chunks.length; i++) server.receive(chunks[i]!);
      }
    },
  };
}

/** Sends messages as long as a `partial`. */
function sending(): Case {
  const server = connection(false);
  const message = "a".repeat(400);
  return {
    name: "sendText, 400 characters",
    run(messages) {
      for (let i = 0; i < messages; i++) server.sendText(message);
    },
  };
}

/** Median and range of the nanoseconds that a frame takes. */
function time({ run }: Case): { median: number; range: string } {
  const roundsNs = Array.from({ length: ROUNDS }, () => {
    const startMs = performance.now();
    run(FRAMES_PER_ROUND);
    return (performance.now() - startMs) * 1e6 / FRAMES_PER_ROUND;
  }).sort((a, b) => a - b);
  const range = `${roundsNs[0]!.toFixed(0)}–${roundsNs[ROUNDS - 1]!.toFixed(0)}`;
  return { median: roundsNs[Math.floor(ROUNDS / 2)]!, range };
}

/** Bytes by which the heap grows for a frame, from a million of them; windows that shrink don't count. */
function allocatedBytes({ run }: Case): number {
  let [grownBytes, windows] = [0, 0];
  for (let i = 0; i < WINDOWS; i++) {
    const before = process.memoryUsage().heapUsed;
    run(FRAMES_PER_WINDOW);
    const grown = process.memoryUsage().heapUsed - before;
    if (grown < 0) continue;
    grownBytes += grown;
    windows++;
  }
  return grownBytes / (windows * FRAMES_PER_WINDOW);
}

function runtimeName(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `bun ${bun}`;
  return deno === undefined ? `node ${node}` : `deno ${deno}`;
}

const aligned = chunkOf(FRAMES_PER_CHUNK, 0);
const unaligned = chunkOf(FRAMES_PER_CHUNK, 1);
const cut = [aligned.subarray(0, 8101), aligned.subarray(8101)];
const cases = [
  receiving("fast path, aligned", true, [aligned]),
  receiving("fast path, unaligned", true, [unaligned]),
  receiving("fast path, every 12th frame cut", true, cut),
  receiving("fast path, one frame a chunk", true, [chunkOf(1, 0)]),
  receiving("complete path", false, [aligned]),
  sending(),
];
const seesAllocations = process.versions.bun === undefined ||
  process.env["BUN_JSC_useGC"] === "false";
const nothing = { name: "", run: () => {} };
process.stdout.write(`${runtimeName()}, median of ${ROUNDS} rounds\n`);
for (const each of cases) each.run(FRAMES_PER_ROUND);
for (const each of cases) {
  const { median, range } = time(each);
  const bytes = seesAllocations
    ? Math.max(0, allocatedBytes(each) - allocatedBytes(nothing))
    : undefined;
  process.stdout.write(
    `  ${each.name.padEnd(32)} ${median.toFixed(0).padStart(5)} ns (${range}), ` +
      `${(1e3 / median).toFixed(1)} M/s, ${bytes?.toFixed(1) ?? "?"} bytes allocated\n`,
  );
}
