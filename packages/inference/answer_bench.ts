/**
 * Times the simulator's compute: one second of audio (32 000 bytes), four passes. Ends with 1 when
 * the median is over the target. Run it alone on a core: `taskset -c 1 node answer_bench.ts`, and
 * the same with `bun` and `deno run -A`.
 *
 * @module
 */
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";

const TARGET_US = 130;
const FRAMES = 50;
const CPU_PASSES = 4;
const WARM_UP_ANSWERS = 6000;
const ROUNDS = 9;
const ANSWERS_PER_ROUND = 1000;

const samples = generatedPcm(0, 1, FRAMES);

/** Mean time of an answer in microseconds. */
function time(answers: number): number {
  const startMs = performance.now();
  for (let i = 0; i < answers; i++) computeAnswer(samples, CPU_PASSES);
  return (performance.now() - startMs) * 1000 / answers;
}

function runtimeName(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `bun ${bun}`;
  return deno === undefined ? `node ${node}` : `deno ${deno}`;
}

await runProgram(() => {
  createCommand("answer_bench", "Times the compute of one answer.").parse();
  time(WARM_UP_ANSWERS);
  const rounds = Array.from({ length: ROUNDS }, () => time(ANSWERS_PER_ROUND)).sort((a, b) =>
    a - b
  );
  const median = rounds[Math.floor(ROUNDS / 2)]!;
  const range = `${rounds[0]!.toFixed(1)}–${rounds[ROUNDS - 1]!.toFixed(1)}`;
  process.stdout.write(
    `${runtimeName()}: ${median.toFixed(1)} µs an answer (median of ${ROUNDS} rounds, ${range}); ` +
      `${samples.byteLength} bytes, ${CPU_PASSES} passes; target ≤ ${TARGET_US} µs\n`,
  );
  return Promise.resolve(median <= TARGET_US ? ExitCode.pass : ExitCode.fail);
});
