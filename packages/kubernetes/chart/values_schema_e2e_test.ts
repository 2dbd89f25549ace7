import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { createAskProgram } from "./programs/ask_program.ts";
import { imagePrograms } from "./programs/image_programs.ts";

/** What may be set under `env`, and what the chart sets from other values, or can't do. */
const cases: readonly [definition: string, image: string, own: readonly string[]][] = [
  ["gatewayEnv", "gateway-bun", [
    "SOCKETS",
    "HOST",
    "PORT",
    "WORKERS",
    "INFERENCE_URL",
    "INFERENCE_CONNECTIONS",
    "DRAIN_TIMEOUT_MS",
    "TLS_CERT",
    "TLS_KEY",
  ]],
  ["simulatorEnv", "simulator", ["HOST", "PORT"]],
  ["collectorEnv", "collector", ["HOST", "PORT", "DATA_DIR"]],
];

const ask = createAskProgram();
const file = join(root, "charts/stt-bench/values.schema.json");

for (const [definition, image, own] of cases) {
  test(`The schema of values has all variables of ${image}, and no others`, async () => {
    const { definitions } = JSON.parse(await readFile(file, "utf8"));
    const { text } = await ask(imagePrograms[image]!, "--print-config", {});
    const known = Object.keys(JSON.parse(text)).filter((name) => !own.includes(name));
    assertEquals(Object.keys(definitions[definition].properties).sort(), known.sort());
  });
}
