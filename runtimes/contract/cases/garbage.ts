import { fileURLToPath } from "node:url";
import { findVariant, startGateway, startTool, sttUrl } from "@stt-bench/bench";
import type { Runtime } from "@stt-bench/bench";
import { demand, demandEqual, Violation } from "@stt-bench/conformance";
import { RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { textsOf } from "../env.ts";

const FIXTURE = fileURLToPath(new URL("../fixtures/collect_garbage.ts", import.meta.url));

const FLUSH_INTERVAL_MS = 250;

/** Longer than a collector and a busy machine hold a gateway up: this is not about time. */
const INFERENCE_TIMEOUT_MS = 10_000;

/** How a runtime loads the fixture before the gateway, and lets it collect. */
const flags: Readonly<Record<Runtime, readonly string[]>> = {
  deno: ["--v8-flags=--expose-gc,--stress-compaction", `--preload=${FIXTURE}`],
  node: ["--expose-gc", "--stress-compaction", `--import=${FIXTURE}`],
  bun: ["--preload", FIXTURE],
};

/** How much audio is streamed. */
export interface GarbageLoad {
  readonly sessions: number;
  readonly seconds: number;
}

/** What came of the audio. */
export interface GarbageReport {
  /** Frames that partials have answered, with the right checksum of their samples. */
  readonly frames: number;
  readonly partials: number;
  /** How often the gateway's garbage was collected. */
  readonly collections: number;
}

/**
 * Streams audio through a gateway whose garbage is collected, and whose heap is compacted, every few
 * milliseconds, and recomputes the checksum (FNV-1a) of what the model got for each partial.
 *
 * @throws {Violation} when one is wrong, or a frame or a partial is missing.
 */
export async function streamUnderGarbage(
  bed: Bed,
  load: GarbageLoad,
): Promise<GarbageReport> {
  let collections = 0;
  const server = await startGateway(bed.variant, {
    flags: flags[findVariant(bed.variant).runtime],
    env: textsOf({ INFERENCE_URL: bed.simulatorUrl, FLUSH_INTERVAL_MS, INFERENCE_TIMEOUT_MS }),
    onLogLine: (line) => {
      if (line.includes('"garbage"')) collections = JSON.parse(line).collections;
    },
  });
  try {
    const summary = await runLoad(sttUrl(server.url), load);
    server.child.kill("SIGTERM");
    demandEqual("Exit code", (await server.child.exited).code, 0);
    demand(collections > 0, "Collections: expected some, got none");
    const { partials, protocol_errors, missing_frames } = summary;
    demandEqual("Broken sessions", JSON.stringify(summary.broken_sessions), "[]");
    demandEqual("Protocol errors", protocol_errors, 0);
    demandEqual("Inference errors", JSON.stringify(summary.inference_error_counts), "[]");
    demandEqual("Missing frames", missing_frames, 0);
    return { frames: summary.frames_acknowledged, partials, collections };
  } finally {
    await server.child.stop();
  }
}

async function runLoad(url: string, { sessions, seconds }: GarbageLoad) {
  const lines: string[] = [];
  const args = ["--url", url, "--sessions", String(sessions), "--verify", "--json"];
  const load = ["--ramp-up-secs", "1", "--warmup-secs", "0", "--measure-secs", String(seconds)];
  const flush = ["--flush-interval-ms", String(FLUSH_INTERVAL_MS)];
  const child = await startTool("loadgen", [...args, ...load, ...flush], {
    onStdoutLine: (line) => lines.push(line),
  });
  const { code } = await child.exited;
  const text = lines.join("\n");
  if (!text.startsWith("{")) throw new Violation(`Expected a summary, got exit code ${code}`);
  return v.parse(RunSummary, JSON.parse(text));
}

/** Memory that no collector may move or free while the kernel reads or writes it. */
export const garbageCases: readonly ContractCase[] = [
  {
    name: "garbage",
    claim: "Audio reaches the model bit for bit while garbage is collected every few milliseconds",
    run: async (bed) => {
      const report = await streamUnderGarbage(bed, { sessions: 10, seconds: 2 });
      return `${report.frames} frames, ${report.collections} collections`;
    },
  },
];
