import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { settled } from "@stt-bench/core/testing";
import { FetchTransport } from "./fetch_transport.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import { post } from "./testing/post.ts";

const pcm = new Uint8Array(640);

/** A transport over a `fetch` whose responses the test gives; `opened` counts its clients. */
function setUp({ connections = 1, streamsPerConnection = 100 } = {}) {
  const requests: {
    client: number;
    traceparent: string | undefined;
    respond: (response: Response) => void;
    fail: (e: Error) => void;
  }[] = [];
  let opened = 0;
  const transport = new FetchTransport({
    connections,
    streamsPerConnection,
    openClient() {
      const client = opened++;
      return (_body, _signal, traceparent) =>
        new Promise((respond, fail) => {
          requests.push({ client, traceparent, respond, fail });
        });
    },
  });
  return { transport, requests };
}

/** A body of unknown length, in chunks. */
function streamed(chunks: readonly Iterable<number>[], onCancel = () => {}): Response {
  const parts = chunks.map((chunk) => Uint8Array.from(chunk));
  return new Response(
    new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part) controller.enqueue(part);
        else controller.close();
      },
      cancel: onCancel,
    }),
  );
}

/** What `fetch` leaves of the headers of a compressed body, which it decompresses. */
const compressed = { "content-encoding": "gzip", "content-length": "100" };

const answers: [string, Response, unknown][] = [
  [
    "a body of announced length",
    new Response("{}", { headers: { "content-length": "2" } }),
    { outcome: "answered", status: 200, body: "{}" },
  ],
  [
    "a body of unknown length, cut within a character",
    streamed([[0x22, 0xc3], [0xa9, 0x22]]),
    { outcome: "answered", status: 200, body: '"é"' },
  ],
  [
    "a byte order mark",
    new Response("\ufeff{}", { headers: { "content-length": "5" } }),
    { outcome: "answered", status: 200, body: "\ufeff{}" },
  ],
  [
    "a body of announced length that is no UTF-8",
    new Response(Uint8Array.of(0x22, 0xc3, 0x22), { headers: { "content-length": "3" } }),
    { outcome: "not_utf8" },
  ],
  [
    "a body of unknown length that is no UTF-8",
    streamed([[0x22, 0xc3], [0x22]]),
    { outcome: "not_utf8" },
  ],
  ["an empty body", new Response(null), { outcome: "answered", status: 200, body: "" }],
  [
    "another status",
    new Response("busy", { status: 503 }),
    { outcome: "answered", status: 503, body: "", retryAfter: undefined },
  ],
  [
    "when to try again",
    new Response("busy", { status: 429, headers: { "Retry-After": "2" } }),
    { outcome: "answered", status: 429, body: "", retryAfter: "2" },
  ],
  [
    "a body that is announced as too long",
    new Response("x".repeat(MAX_ANSWER_BYTES + 1), {
      headers: { "content-length": String(MAX_ANSWER_BYTES + 1) },
    }),
    { outcome: "too_large" },
  ],
  [
    "a compressed body",
    new Response("{}", { headers: compressed }),
    { outcome: "answered", status: 200, body: "{}" },
  ],
  [
    "a compressed body that gets too long",
    new Response("x".repeat(MAX_ANSWER_BYTES + 1), { headers: compressed }),
    { outcome: "too_large" },
  ],
];

for (const [what, response, result] of answers) {
  test(`FetchTransport reads ${what}`, async () => {
    const { transport, requests } = setUp();
    const answer = post(transport, pcm);
    requests[0]!.respond(response);
    assertEquals(await answer, result);
  });
}

test("FetchTransport reads a body of unknown length no further than the limit", async () => {
  const { transport, requests } = setUp();
  const answer = post(transport, pcm);
  let isCancelled = false;
  const endless = Array.from({ length: 1000 }, () => new Uint8Array(1024));
  requests[0]!.respond(streamed(endless, () => isCancelled = true));
  assertEquals(await answer, { outcome: "too_large" });
  assertEquals(isCancelled, true);
});

test("FetchTransport says why a request was lost", async () => {
  const { transport, requests } = setUp();
  const answer = post(transport, pcm);
  requests[0]!.fail(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
  assertEquals(await answer, { outcome: "lost", message: "ECONNREFUSED" });
});

test("FetchTransport passes the trace of a batch on", () => {
  const { transport, requests } = setUp();
  for (const traceparent of ["a trace", undefined]) {
    transport.post({ bytes: pcm, frames: 1, traceparent }, { onEnd() {} });
  }
  assertEquals(requests.map(({ traceparent }) => traceparent), ["a trace", undefined]);
});

test("FetchTransport spreads requests over its clients in turn", () => {
  const { transport, requests } = setUp({ connections: 3 });
  for (let i = 0; i < 6; i++) post(transport, pcm);
  const byClient = [0, 1, 2].map((n) => requests.filter(({ client }) => client === n).length);
  assertEquals(byClient, [2, 2, 2]);
});

test("FetchTransport opens a further client only when all streams are taken", async () => {
  const { transport, requests } = setUp({ streamsPerConnection: 2 });
  const first = post(transport, pcm);
  post(transport, pcm);
  post(transport, pcm);
  assertEquals(requests.map(({ client }) => client), [0, 0, 1]);
  requests[0]!.respond(new Response("{}"));
  await first;
  await settled();
  post(transport, pcm);
  assertEquals(requests.at(-1)?.client, 0);
});
