import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { inferenceFailure } from "@stt-bench/core";
import { generatedPcm } from "@stt-bench/protocol";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { httpModel } from "./models/http_model.ts";
import type { HttpModelOptions } from "./models/http_model.ts";

const samples = generatedPcm(0, 1, 50);
const pcm = Buffer.from(samples.buffer);

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks a service of one request, which answers what `answer` says. */
async function ask(
  options: Omit<HttpModelOptions, "url">,
  answer: (response: ServerResponse) => void,
) {
  let asked: Asked | undefined;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    asked = { headers: request.headers, body };
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audio/transcriptions`;
  const result = await httpModel({ url, ...options })(
    samples.slice(),
    new AbortController().signal,
  );
  server.closeAllConnections();
  server.close();
  return { result, asked };
}

test("httpModel posts a form with a WAV file, as OpenAI's endpoint has it", async () => {
  const { result, asked } = await ask({
    body: "form",
    fields: { model: "whisper-1" },
    headers: { authorization: "Bearer secret" },
  }, (response) => response.end('{"text":" hello world\\n"}'));
  assertEquals(result, "hello world");
  const { headers, body } = asked!;
  assertEquals(headers.authorization, "Bearer secret");
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": headers["content-type"]! },
  }).formData();
  assertEquals(form.get("model"), "whisper-1");
  const file = form.get("file");
  assert(file instanceof Blob);
  const wav = Buffer.from(await file.arrayBuffer());
  assertEquals([wav.toString("latin1", 0, 4), wav.toString("latin1", 8, 16)], ["RIFF", "WAVEfmt "]);
  assertEquals([wav.readUInt32LE(24), wav.readUInt32LE(4)], [16_000, wav.length - 8]);
  assertEquals(wav.subarray(44), pcm);
});

test("httpModel posts samples, and finds the words where it is told to", async () => {
  const { result, asked } = await ask(
    { body: "pcm", textPath: "results.0.transcript" },
    (response) => response.end('{"results":[{"transcript":"yes"}]}'),
  );
  assertEquals([result, asked!.body], ["yes", pcm]);
});

test("httpModel posts a WAV file alone", async () => {
  const { asked } = await ask({ body: "wav" }, (response) => response.end('{"text":""}'));
  assertEquals(asked!.headers["content-type"], "audio/wav");
  assertEquals(asked!.body.subarray(44), pcm);
});

const failures: [name: string, answer: (response: ServerResponse) => void, kind: string][] = [
  ["503", (response) => response.writeHead(503).end("busy"), "http_5xx"],
  ["429", (response) => response.writeHead(429).end("{}"), "http_429"],
  ["something else than JSON", (response) => response.end("<html>"), "parse_error"],
  ["JSON without words", (response) => response.end('{"text":{}}'), "parse_error"],
  ["more than anybody says", (response) => response.end("x".repeat(2 ** 21)), "parse_error"],
  [
    "too long in bytes, though not in letters",
    (response) => response.end(JSON.stringify({ text: "ß".repeat(600_000) })),
    "parse_error",
  ],
  ["empty", (response) => response.end(), "parse_error"],
  ["nothing", (response) => response.destroy(), "connection_reset"],
];

for (const [name, answer, kind] of failures) {
  test(`httpModel makes a failure of an answer that is ${name}`, async () => {
    const { result } = await ask({ body: "form" }, answer);
    assert(typeof result !== "string");
    assertEquals(result.kind, kind);
  });
}

test("httpModel says what it expected", async () => {
  const { result } = await ask({ body: "pcm" }, (response) => response.writeHead(404).end());
  assertEquals(result, inferenceFailure("http_4xx", "expected 200, got 404", 404));
  const nowhere = httpModel({ url: "http://127.0.0.1:1/", body: "pcm" });
  const lost = await nowhere(samples.slice(), new AbortController().signal);
  assert(typeof lost !== "string");
  assertMatch(lost.message, /^Cannot infer: expected an answer, got /);
});
