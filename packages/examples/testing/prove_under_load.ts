import { startTool } from "@stt-bench/bench";
import { assertEquals } from "@std/assert";
import * as v from "valibot";

/** What matters here of the load generator's summary. */
const Summary = v.object({
  ended: v.string(),
  broken_sessions: v.array(v.unknown()),
  missing_frames: v.number(),
  silent_sessions: v.number(),
  inference_errors: v.number(),
  protocol_errors: v.number(),
  measured_frames: v.number(),
});

/** How the load generator looks at the answers. */
export interface LoadOptions {
  /** Recompute the numbers of every partial; only where the model is the simulator's. */
  readonly verify?: boolean;
}

/** Streams from a few sessions at once to the gateway at `url`: each frame must get its answer. */
export async function proveUnderLoad(
  url: string,
  { verify = false }: LoadOptions = {},
): Promise<void> {
  const lines: string[] = [];
  const flags = "--sessions 8 --warmup-secs 1 --measure-secs 1 --json --progress none".split(" ");
  const child = await startTool(
    "loadgen",
    ["--url", url, ...flags, ...verify ? ["--verify"] : []],
    {
      onStdoutLine: (line) => lines.push(line),
    },
  );
  await child.exited;
  const summary = v.parse(Summary, JSON.parse(lines.join("\n")));
  assertEquals(summary, {
    ended: "complete",
    broken_sessions: [],
    missing_frames: 0,
    silent_sessions: 0,
    inference_errors: 0,
    protocol_errors: 0,
    measured_frames: 8 * 50,
  });
}
