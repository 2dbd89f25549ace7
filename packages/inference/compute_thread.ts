import { parentPort } from "node:worker_threads";
import { computeAnswer } from "@stt-bench/protocol";
import type { ComputeJob, ComputeResult } from "./worker_compute.ts";

parentPort?.on("message", ({ id, samples, cpuPasses }: ComputeJob) => {
  const result: ComputeResult = { id, answer: computeAnswer(samples, cpuPasses) };
  parentPort?.postMessage(result);
});
