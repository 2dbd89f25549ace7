import { sttUrl } from "@stt-bench/bench";
import { RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import type { BuiltImage } from "../engine/build_image.ts";
import { startImage } from "../engine/start_image.ts";

/**
 * Streams with the image of the load generator to the gateway at `url`: two sessions, whose every
 * answer is verified. Returns the number of partials.
 *
 * Whether they came in time is nobody's business here: a verdict is for a machine with nothing else to
 * do.
 *
 * @throws {Error} when there is no partial, or anything went wrong.
 */
export async function streamLoad(
  loadgen: BuiltImage,
  url: string,
  signal?: AbortSignal,
): Promise<number> {
  const lines: string[] = [];
  const child = startImage(loadgen, {
    name: "loadgen",
    args: [
      ...["--url", sttUrl(url), "--sessions", "2", "--warmup-secs", "0", "--measure-secs", "2"],
      ...["--verify", "--json", "--progress", "none"],
    ],
    onStdoutLine: (line) => lines.push(line),
  });
  const stop = () => void child.stop();
  signal?.addEventListener("abort", stop);
  const { code } = await child.exited;
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  if (lines.length === 0) {
    throw child.error(`expected a summary of the load, got exit code ${code}`);
  }
  const summary = v.parse(RunSummary, JSON.parse(lines.join("\n")));
  const { partials, protocol_errors, inference_errors, missing_frames } = summary;
  const problems = { protocol_errors, inference_errors, missing_frames };
  if (partials === 0 || Object.values(problems).some((count) => count > 0)) {
    throw new Error(
      `Cannot stream to ${url}: expected partials and nothing else, got ${
        JSON.stringify({ partials, ...problems })
      }`,
    );
  }
  return partials;
}
