import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Release } from "../release/release.ts";
import { goodRelease } from "../testing/good_release.ts";
import type { Changeable } from "../testing/good_release.ts";
import type { AskProgram } from "./ask_program.ts";
import { checkPrograms } from "./check_programs.ts";
import { programOf } from "./image_programs.ts";

/** Programs that know these variables and flags, and want no drain that isn't a number. */
const ask: AskProgram = ({ main }, flag, env) => {
  if (flag === "--help") {
    return Promise.resolve({ ok: true, text: "Usage\n  --url <url>\n  -s, --shard <i/n>\n" });
  }
  if (Number.isNaN(Number(env["DRAIN_TIMEOUT_MS"] ?? 0))) {
    return Promise.resolve({ ok: false, text: "Cannot parse DRAIN_TIMEOUT_MS" });
  }
  const known = main.startsWith("runtimes/") ? { INFERENCE_URL: 1, DRAIN_TIMEOUT_MS: 1 } : {};
  return Promise.resolve({ ok: true, text: JSON.stringify(known) });
};

async function problemsAfter(change: (pod: (name: string) => Changeable) => void) {
  const manifests: Changeable[] = goodRelease();
  change((name) =>
    manifests.find(({ spec, metadata }) => metadata.name === name && spec?.template)
      .spec.template.spec.containers[0]
  );
  return await checkPrograms(new Release(manifests), ask);
}

const upload =
  "Job rel-loadgen: known programs: expected a flag of packages/loadgen/main.ts, got " +
  "--upload";

const faults: [string, (of: (name: string) => Changeable) => void, problems: string[]][] = [
  ["a flag that the program hasn't", () => {}, [upload]],
  ["a flag that the program has", (of) => of("rel-loadgen").args.pop(), []],
  ["a variable that the program hasn't", (of) => {
    of("rel-loadgen").args.pop();
    of("rel-simulator").env.push({ name: "MODEL_SPEED", value: "1" });
  }, [
    "Deployment rel-simulator: known programs: expected a variable of packages/inference/main.ts, " +
    "got MODEL_SPEED",
  ]],
  ["a value that the program doesn't take", (of) => {
    of("rel-loadgen").args.pop();
    of("rel-gateway-bun").env[1].value = "soon";
  }, [
    "Deployment rel-gateway-bun: known programs: expected variables that runtimes/bun/main.ts " +
    "takes, got Cannot parse DRAIN_TIMEOUT_MS",
  ]],
  ["an image that isn't ours", (of) => {
    of("rel-loadgen").args.pop();
    of("rel-collector").image = "docker.io/library/nginx:1.29.0";
  }, [
    "Deployment rel-collector: known programs: expected an image of ours, got " +
    "docker.io/library/nginx:1.29.0",
  ]],
  ["a variable of the runtime", (of) => {
    of("rel-loadgen").args.pop();
    of("rel-gateway-bun").image = "ghcr.io/stt-bench/gateway-node:0.1.0";
    of("rel-gateway-bun").env.push({ name: "NODE_OPTIONS", value: "--max-semi-space-size=1" });
  }, []],
];

for (const [what, change, problems] of faults) {
  test(`checkPrograms ${problems.length > 0 ? "catches" : "lets be"} ${what}`, async () => {
    assertEquals(await problemsAfter(change), problems);
  });
}

const images: [image: string, main: string | undefined][] = [
  ["ghcr.io/stt-bench/gateway-deno:0.1.0", "runtimes/deno/main.ts"],
  [`localhost:5000/a/gateway-bun:0.1.0@sha256:${"0".repeat(64)}`, "runtimes/bun/main.ts"],
  ["simulator", "packages/inference/main.ts"],
  ["ghcr.io/stt-bench/gateway-rust:0.1.0", undefined],
];

for (const [image, main] of images) {
  test(`${image} runs ${main}`, () => assertEquals(programOf(image)?.main, main));
}

test("A command says which program of an image runs", () => {
  const main = "packages/loadgen/inferbench/main.ts";
  assertEquals(programOf("ghcr.io/stt-bench/loadgen:0.1.0", ["bun", main])?.main, main);
});
