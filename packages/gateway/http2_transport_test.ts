import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { Http2Transport } from "./http2_transport.ts";
import type { Http2TransportOptions } from "./http2_transport.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type { TransportResult } from "./inference_transport.ts";
import { listenSilently, TestHttp2Server } from "./testing/http2_server.ts";
import { post } from "./testing/post.ts";

const skip = "Deno" in globalThis
  ? "node:http2 of Deno 2.9.6 aborts the process after a GOAWAY (denoland/deno#36788)"
  : false;

/** RFC 9113 §7. */
const CANCEL = 8;

const pcm = new Uint8Array(1280).map((_, i) => i % 251);

/** Asked for names only, as no address has to be looked up. */
const loopback = { next: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]) };

function open(url: URL, connections = 1, turns: Http2TransportOptions["turns"] = loopback) {
  const clock = new ManualClock();
  const headers = { "x-cpu-passes": "4" };
  const transport = new Http2Transport({
    url,
    headers,
    connections,
    connect,
    turns,
    clock,
    random: () => 1,
  });
  return { clock, transport, post: (signal?: AbortSignal) => post(transport, pcm, signal) };
}

/** A test with a server and a transport of its own. */
function testWithServer(
  name: string,
  settings: { maxConcurrentStreams?: number; connections?: number },
  run: (server: TestHttp2Server, client: ReturnType<typeof open>, url: URL) => Promise<void>,
): void {
  test(name, { skip }, async () => {
    const { connections, ...serverSettings } = settings;
    const server = new TestHttp2Server(serverSettings);
    const url = await server.listen();
    const client = open(url, connections);
    try {
      await run(server, client, url);
    } finally {
      client.transport.close();
      await server.close();
    }
  });
}

const answered = (body: string): TransportResult => ({ outcome: "answered", status: 200, body });

testWithServer(
  "Http2Transport posts the body with the headers",
  {},
  async (server, { post }, url) => {
    const result = post();
    const [request] = await server.requests(1);
    const { ":method": method, ":path": path, ":authority": host } = request!.headers;
    assertEquals([method, path, host], ["POST", "/infer", url.host]);
    assertEquals(request!.headers["x-cpu-passes"], "4");
    assertEquals(new Uint8Array(request!.body), pcm);
    request!.answer('{"é":1}');
    assertEquals(await result, answered('{"é":1}'));
  },
);

testWithServer("Http2Transport serves many requests at a time", {}, async (server, { post }) => {
  const results = Array.from({ length: 50 }, () => post());
  const requests = await server.requests(50);
  requests.forEach((request) => request.answer(`${request.stream.id}`));
  const bodies = (await Promise.all(results)).map((result) => "body" in result && result.body);
  assertEquals(new Set(bodies).size, 50);
  assertEquals(server.sessions.length, 1);
});

testWithServer("Http2Transport passes the trace of a batch on", {}, async (server, client) => {
  for (const traceparent of [`00-${"a".repeat(32)}-${"b".repeat(16)}-01`, undefined]) {
    client.transport.post({ bytes: pcm, frames: 2, traceparent }, { onEnd() {} });
    const [request] = await server.requests(1);
    assertEquals(request!.headers["traceparent"], traceparent);
  }
});

testWithServer("Http2Transport reads no body but that of a 200", {}, async (server, { post }) => {
  const result = post();
  const [request] = await server.requests(1);
  request!.stream.respond({ ":status": 429, "retry-after": "2" });
  request!.stream.write("slow down");
  assertEquals(await result, { outcome: "answered", status: 429, body: "", retryAfter: "2" });
});

testWithServer("Http2Transport joins an answer in parts", {}, async (server, { post }) => {
  const result = post();
  const [request] = await server.requests(1);
  request!.stream.respond({ ":status": 200 });
  request!.stream.write(new Uint8Array([0x22, 0xc3]));
  request!.stream.end(new Uint8Array([0xa9, 0x22]));
  assertEquals(await result, answered('"é"'));
});

testWithServer("Http2Transport takes no bytes for text", {}, async (server, { post }) => {
  for (const parts of [[[0x22, 0xff, 0x22]], [[0x22, 0xc3], [0x22]]]) {
    const result = post();
    const [request] = await server.requests(1);
    request!.stream.respond({ ":status": 200 });
    for (const part of parts) request!.stream.write(Uint8Array.from(part));
    request!.stream.end();
    assertEquals(await result, { outcome: "not_utf8" });
  }
});

testWithServer("Http2Transport gives an endless answer up", {}, async (server, { post }) => {
  const result = post();
  const [request] = await server.requests(1);
  request!.stream.respond({ ":status": 200 });
  request!.stream.write("x".repeat(MAX_ANSWER_BYTES + 1));
  assertEquals(await result, { outcome: "too_large" });
});

testWithServer("Http2Transport cancels the stream when aborted", {}, async (server, { post }) => {
  const request = new AbortController();
  const result = post(request.signal);
  const [{ stream } = { stream: undefined }] = await server.requests(1);
  const closed = once(stream!, "close");
  request.abort();
  assertEquals((await result).outcome, "lost");
  await closed;
  assertEquals(stream!.rstCode, CANCEL);
});

testWithServer("Http2Transport takes a reset stream for lost", {}, async (server, { post }) => {
  const result = post();
  const [request] = await server.requests(1);
  request!.stream.respond({ ":status": 200 });
  request!.stream.write('{"rms":');
  request!.stream.destroy(new Error("resets the stream"));
  assertEquals((await result).outcome, "lost");
});

testWithServer(
  "Http2Transport sends what a leaving server has refused again",
  {},
  async (server, { post }) => {
    const results = [post(), post()];
    const requests = await server.requests(2);
    const [first] = requests.sort((a, b) => a.stream.id! - b.stream.id!);
    server.sessions[0]!.goaway(0, first!.stream.id!);
    first!.answer("first");
    const [again] = await server.requests(1);
    again!.answer("again");
    const bodies = (await Promise.all(results)).map((result) => "body" in result && result.body);
    assertEquals([bodies.sort(), server.sessions.length], [["again", "first"], 2]);
  },
);

testWithServer(
  "Http2Transport loses what a connection carried, and connects again",
  {},
  async (server, { post }) => {
    const lost = post();
    await server.requests(1);
    server.sessions[0]!.destroy();
    assertEquals((await lost).outcome, "lost");
    const result = post();
    const [request] = await server.requests(1);
    request!.answer("again");
    assertEquals(await result, answered("again"));
  },
);

testWithServer(
  "Http2Transport survives a GOAWAY without an error",
  {},
  async (server, { post }) => {
    const before = post();
    const [first] = await server.requests(1);
    server.sessions[0]!.close();
    first!.answer("finished");
    assertEquals(await before, answered("finished"));
    const after = post();
    const [second] = await server.requests(1);
    second!.answer("on a new connection");
    assertEquals(await after, answered("on a new connection"));
    assertEquals(server.sessions.length, 2);
  },
);

testWithServer(
  "Http2Transport leaves a connection that is silent after a request was given up",
  {},
  async (server, { post, clock }) => {
    const request = new AbortController();
    const given = post(request.signal);
    await server.requests(1);
    request.abort();
    // The clock moves on before the event loop could see an answer to the PING.
    clock.advance(1000);
    assertEquals((await given).outcome, "lost");
    const result = post();
    const [next] = await server.requests(1);
    next!.answer("{}");
    assertEquals(await result, answered("{}"));
    assertEquals(server.sessions.length, 2);
  },
);

testWithServer(
  "Http2Transport keeps a connection that answers after a request was given up",
  {},
  async (server, { post, clock }) => {
    const request = new AbortController();
    const given = post(request.signal);
    await server.requests(1);
    const pinged = once(server.sessions[0]!, "ping");
    request.abort();
    await given;
    await pinged;
    // A request that the server sees after the PING is answered after the PING's answer.
    const between = post();
    const [first] = await server.requests(1);
    first!.answer("{}");
    await between;
    clock.advance(1000);
    const result = post();
    const [second] = await server.requests(1);
    second!.answer("{}");
    assertEquals(await result, answered("{}"));
    assertEquals(server.sessions.length, 1);
  },
);

testWithServer(
  "Http2Transport spreads requests over its connections",
  { connections: 3 },
  async (server, { post, clock }) => {
    const used = new Set();
    while (used.size < 3) {
      clock.advance(20);
      const result = post();
      const [request] = await server.requests(1);
      used.add(request!.stream.session);
      request!.answer("{}");
      await result;
    }
    assertEquals(server.sessions.length, 3);
  },
);

testWithServer(
  "Http2Transport opens further connections when the streams run out",
  { maxConcurrentStreams: 2 },
  async (server, { post }) => {
    const results = Array.from({ length: 6 }, () => post());
    const requests = await server.requests(6);
    assertEquals(server.sessions.length, 3);
    requests.forEach((request) => request.answer("{}"));
    assertEquals(await Promise.all(results), results.map(() => answered("{}")));
  },
);

test(
  "Http2Transport says lost when nobody listens, and recovers with back-off",
  { skip },
  async () => {
    const vacant = new TestHttp2Server();
    const url = await vacant.listen();
    await vacant.close();
    const { post, clock, transport } = open(url);
    assertEquals((await post()).outcome, "lost");
    const server = new TestHttp2Server();
    await server.listen(Number(url.port));
    try {
      const result = post();
      clock.advance(1000);
      const [request] = await server.requests(1);
      request!.answer("back");
      assertEquals(await result, answered("back"));
    } finally {
      transport.close();
      await server.close();
    }
  },
);

test("Http2Transport says not_sent when aborted before it has a stream", { skip }, async () => {
  const server = await listenSilently();
  const { post, transport } = open(server.url);
  const request = new AbortController();
  const result = post(request.signal);
  request.abort();
  assertEquals(await result, { outcome: "not_sent" });
  transport.close();
  await server.close();
});

test("Http2Transport gives up a server that doesn't speak HTTP/2", { skip }, async () => {
  const server = await listenSilently();
  const { post, clock, transport } = open(server.url);
  const result = post();
  clock.advance(1000);
  const { outcome, message } = await result as { outcome: string; message: string };
  assertEquals(outcome, "lost");
  assertMatch(message, /no HTTP\/2 settings within 1000 ms/);
  transport.close();
  await server.close();
});

test(
  "Http2Transport takes an answer that comes before the server has read it all",
  { skip },
  async () => {
    const server = createServer({ settings: { initialWindowSize: 100 } });
    server.on("stream", (anyStream) => {
      const stream = anyStream as ServerHttp2Stream;
      stream.on("error", () => {});
      stream.respond({ ":status": 200 });
      stream.end("early");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const client = open(new URL(`http://127.0.0.1:${port}/infer`));
    try {
      assertEquals(await client.post(), answered("early"));
    } finally {
      client.transport.close();
      server.close();
    }
  },
);

test(
  "Http2Transport asks for an address for each connection, and names the host to it",
  { skip },
  async () => {
    const server = new TestHttp2Server();
    const { port } = await server.listen();
    const asked: string[] = [];
    const next = (hostname: string) => {
      asked.push(hostname);
      return loopback.next();
    };
    const client = open(new URL(`http://model.invalid:${port}/infer`), 3, { next });
    try {
      const result = client.post();
      const [request] = await server.requests(1);
      request!.answer("{}");
      assertEquals(await result, answered("{}"));
      assertEquals(request!.headers[":authority"], `model.invalid:${port}`);
      assertEquals(asked, Array(3).fill("model.invalid"));
    } finally {
      client.transport.close();
      await server.close();
    }
  },
);

test("Http2Transport says so when nobody knows the host", { skip }, async () => {
  const next = () => Promise.reject(new Error("getaddrinfo ENOTFOUND model.invalid"));
  const { transport, post } = open(new URL("http://model.invalid:9/infer"), 1, { next });
  const result = await post();
  assertMatch((result as { message: string }).message, /ENOTFOUND model\.invalid/);
  transport.close();
});
