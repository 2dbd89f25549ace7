import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { ChildError, sttUrl } from "@stt-bench/bench";
import { Gateway } from "@stt-bench/conformance";
import { inFolder } from "@stt-bench/program/testing";
import { FRAME_BYTES, parseServerMessage } from "@stt-bench/protocol";
import { assert, assertEquals } from "@std/assert";
import { writeEnergyModel } from "./testing/energy_model.ts";
import { proveUnderLoad } from "./testing/prove_under_load.ts";
import { startExample } from "./testing/start_example.ts";

/** What a client reads that has sent a second of silence. */
async function wordsOf(url: string): Promise<string> {
  const gateway = new Gateway({ url, flushIntervalMs: 1000 });
  try {
    const { client } = await gateway.start();
    for (let seq = 1; seq <= 50; seq++) client.sendBinary(new Uint8Array(FRAME_BYTES));
    const { text } = await client.expect("text");
    const message = parseServerMessage(text);
    return message.type === "partial" ? message.transcript : message.message;
  } finally {
    gateway.release();
  }
}

test("Example models on node answers with the words of weights from a path", async () => {
  await using weights = await writeEnergyModel();
  await inFolder(async (folder) => {
    const file = join(folder, "config.json");
    await writeFile(file, JSON.stringify(weights.config));
    await using example = await startExample("models", "node", { env: { MODEL_CONFIG: file } });
    assertEquals(await wordsOf(sttUrl(example.url)), "quiet");
    await proveUnderLoad(sttUrl(example.url));
    assertEquals((await example.child.stop()).code, 0);
  });
});

test("Example models on node answers with the words of an HTTP service", async () => {
  const service = createServer((request, response) => {
    const { url, headers: { authorization } } = request.resume();
    response.end(JSON.stringify({ text: `${url} ${authorization}` }));
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  const { port } = service.address() as AddressInfo;
  const env = { MODEL_URL: `http://127.0.0.1:${port}/v1/audio/transcriptions`, MODEL_KEY: "k" };
  await using example = await startExample("models", "node", { env });
  assertEquals(await wordsOf(sttUrl(example.url)), "/v1/audio/transcriptions Bearer k");
  service.closeAllConnections();
  service.close();
});

const mistakes: [what: string, env: Record<string, string>, message: string][] = [
  [
    "nothing",
    {},
    'Cannot start: expected MODEL_CONFIG, or http:// or https:// in MODEL_URL, got ""',
  ],
  [
    "no URL",
    { MODEL_URL: "localhost:9000" },
    'Cannot start: expected MODEL_CONFIG, or http:// or https:// in MODEL_URL, got "localhost:9000"',
  ],
  [
    "a file that isn't there",
    { MODEL_CONFIG: "/nowhere/config.json" },
    "Cannot read /nowhere/config.json: expected JSON, got ENOENT: no such file or directory, " +
    "open '/nowhere/config.json'",
  ],
];

for (const [what, env, message] of mistakes) {
  test(`Example models says in one line that it got ${what} for a model`, async () => {
    const error = await startExample("models", "node", { env })
      .then(() => "it listens", (error: unknown) => error);
    assert(error instanceof ChildError, String(error));
    assertEquals(error.log, [message]);
  });
}
