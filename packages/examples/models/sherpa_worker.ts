/**
 * The thread of a `SherpaModel`: loads the weights, says so with an empty text, and then recognises the
 * batches that it is sent.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import sherpa from "sherpa-onnx";
import type { WorkerAnswer } from "./sherpa_model.ts";

const SAMPLE_RATE_HZ = 16_000;

const port = parentPort!;

/** Answers what `recognise` says, and with what it throws: sherpa-onnx throws texts and numbers, too. */
function answer(recognise: () => string): void {
  let said: WorkerAnswer;
  try {
    said = { text: recognise() };
  } catch (error) {
    said = { problem: `expected weights that sherpa-onnx takes, got ${error}` };
  }
  port.postMessage(said);
}

answer(() => {
  const recognizer = sherpa.createOfflineRecognizer(workerData);
  if (recognizer.handle === 0) throw new Error("none");
  port.on("message", (samples: Int16Array) =>
    answer(() => {
      const stream = recognizer.createStream();
      try {
        stream.acceptWaveform(
          SAMPLE_RATE_HZ,
          Float32Array.from(samples, (sample) => sample / 32_768),
        );
        recognizer.decode(stream);
        return recognizer.getResult(stream).text;
      } finally {
        stream.free();
      }
    }));
  return "";
});
