import { test } from "node:test";
import { UsageError } from "@stt-bench/program";
import { assertEquals, assertThrows } from "@std/assert";
import { readConfig } from "./config.ts";

test("readConfig has the defaults of the specification", () => {
  assertEquals(readConfig({}), {
    PORT: 9000,
    HOST: "127.0.0.1",
    MODEL_DELAY_MS: 75,
    MODEL_JITTER_SIGMA: 0.15,
    MODEL_LONGTAIL_PROB: 0.01,
    MODEL_LONGTAIL_MULT: 3,
    MODEL_BATCH_WAIT_MAX_MS: 20,
    MODEL_MAX_CONCURRENT: 64,
    MODEL_SEED: 1,
    CPU_PASSES: 4,
    WORKER_THREADS: 0,
    MAX_BODY_BYTES: 8 * 1024 * 1024,
    FAULTS: false,
  });
});

const wrong = [
  ["PORT", "65536"],
  ["MODEL_DELAY_MS", "-1"],
  ["MODEL_JITTER_SIGMA", "0.15x"],
  ["MODEL_LONGTAIL_PROB", "1.01"],
  ["MODEL_MAX_CONCURRENT", "0"],
  ["MODEL_SEED", "1.5"],
  ["CPU_PASSES", "four"],
  ["FAULTS", "yes"],
] as const;

for (const [name, given] of wrong) {
  test(`readConfig refuses ${name}=${given} and names it`, () => {
    assertThrows(
      () => readConfig({ [name]: given }),
      UsageError,
      `Cannot parse ${name}: expected `,
    );
  });
}

test("readConfig names all wrong variables at once", () => {
  const error = assertThrows(() => readConfig(Object.fromEntries(wrong)), UsageError);
  assertEquals(error.problems.length, wrong.length);
});
