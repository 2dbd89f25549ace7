/**
 * Times a connection without its socket: 32 kB requests are posted twenty at a time, as in one tick
 * of a gateway, and answered with 150 bytes each in one read. Counts what that allocates, too.
 *
 * Run it alone on a core, `taskset -c 1 node --expose-gc connection_bench.ts`, and the same with
 * `bun --expose-gc` and `deno run -A --v8-flags=--expose-gc`; with an argument, requests have a field
 * of their own.
 *
 * @module
 */
import process from "node:process";
import { getHeapStatistics } from "node:v8";
import { encodeSettings, encodeWindowUpdate } from "./frame/encode_frame.ts";
import { Setting } from "./frame/frame.ts";
import { ClientConnection, type ExchangeResult, RequestLayout } from "./mod.ts";
import { CannedAnswers } from "./canned_answers.ts";

const UNITS = 50;
/** Units that a gateway's memory has room for. */
const CAPACITY_UNITS = 64;
const PER_TICK = 20;
const WARM_UP_TICKS = 2500;
const ROUNDS = 9;
const TICKS_PER_ROUND = 1000;
/** Bun's heap statistics count from one collection to the next: few enough for none in between. */
const TICKS_PER_SLICE = 250;
const SLICES = 40;

/** There with --expose-gc. */
const { gc: collectGarbage } = globalThis as { gc?: () => void };

const layout = new RequestLayout({
  authority: "127.0.0.1:9000",
  path: "/infer",
  headers: { "content-type": "application/octet-stream" },
  optionalField: { name: "traceparent", valueBytes: 55 },
  unitBytes: 640,
});
/** With an argument all requests have the optional field, otherwise none has. */
const fieldValue = process.argv[2] && "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const memories = Array.from(
  { length: PER_TICK },
  () => new Uint8Array(layout.byteLength(CAPACITY_UNITS)),
);
const windowUpdate = encodeWindowUpdate(0, PER_TICK * layout.flowBytes(UNITS));
const answers = new CannedAnswers(PER_TICK);
let writtenBytes = 0;
let answeredBytes = 0;

const connection = new ClientConnection({
  layout,
  events: {
    write(bytes) {
      writtenBytes += bytes.length;
      return true;
    },
    room() {},
    gone(problem) {
      throw new Error(`Cannot go on: ${problem}`);
    },
    over() {},
  },
});
const handler = {
  onEnd(result: ExchangeResult) {
    if (result.outcome === "answered") answeredBytes += result.body.length;
  },
};

function runTicks(ticks: number): void {
  for (let tick = 0; tick < ticks; tick++) {
    for (let i = 0; i < PER_TICK; i++) {
      answers.address(i, connection.post(memories[i]!, UNITS, handler, fieldValue));
    }
    connection.receive(windowUpdate);
    connection.receive(answers.bytes);
  }
}

/** Mean time of a request in microseconds. */
function time(ticks: number): number {
  const startMs = performance.now();
  runTicks(ticks);
  return (performance.now() - startMs) * 1000 / (ticks * PER_TICK);
}

/** Mean bytes that a request allocates on the heap. */
function measureAllocation(): number {
  let bytes = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    collectGarbage?.();
    const before = allocatedBytes();
    const own = allocatedBytes() - before;
    runTicks(TICKS_PER_SLICE);
    bytes += allocatedBytes() - before - 2 * own;
  }
  return bytes / (SLICES * TICKS_PER_SLICE * PER_TICK);
}

function allocatedBytes(): number {
  // The types of node:v8 lag behind all three runtimes.
  return (getHeapStatistics() as unknown as { total_allocated_bytes: number })
    .total_allocated_bytes;
}

function runtimeName(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `bun ${bun}`;
  return deno === undefined ? `node ${node}` : `deno ${deno}`;
}

connection.start();
connection.receive(encodeSettings([[Setting.INITIAL_WINDOW_SIZE, 2 ** 20]]));
connection.receive(encodeWindowUpdate(0, 16 * 2 ** 20));
const first = new CannedAnswers(1, true);
first.address(0, connection.post(memories[0]!, UNITS, handler));
connection.receive(first.bytes);
runTicks(WARM_UP_TICKS);
const rounds = Array.from({ length: ROUNDS }, () => time(TICKS_PER_ROUND)).sort((a, b) => a - b);
const median = rounds[Math.floor(ROUNDS / 2)]!;
const range = `${rounds[0]!.toFixed(2)}–${rounds[ROUNDS - 1]!.toFixed(2)}`;
process.stdout.write(
  `${runtimeName()}: ${median.toFixed(2)} µs a request (median of ${ROUNDS} rounds, ${range}), ` +
    `${Math.round(1e6 / median)} requests/s, ${measureAllocation().toFixed(0)} bytes allocated\n`,
);
if (answeredBytes === 0 || writtenBytes === 0) throw new Error("Cannot trust this: no answers");
