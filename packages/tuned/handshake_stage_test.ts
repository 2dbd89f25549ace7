import { test } from "node:test";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { AdmittedClient, Bindings, Gateway } from "@stt-bench/gateway";
import { HandshakeStage } from "./handshake_stage.ts";
import { concat, frames, START } from "./testing/client_bytes.ts";
import { FakeTcpSocket } from "./testing/fake_tcp_socket.ts";
import { readServerOutput } from "./testing/server_output.ts";
import type { ServerOutput } from "./testing/server_output.ts";
import { request, setUpServer, upgradeRequest } from "./testing/set_up_server.ts";

/** What a client gets for `bytes`, up to the end of the server's side. */
async function ask(bytes: Uint8Array, { connect } = setUpServer()): Promise<ServerOutput> {
  const peer = connect();
  peer.send(bytes);
  await peer.until(({ isEnded }) => isEnded);
  return readServerOutput(peer.socket.written);
}

const answers: [name: string, line: string, status: number, body: RegExp][] = [
  ["/health", "GET /health HTTP/1.1", 200, /^ok\n$/],
  ["/ready", "GET /ready HTTP/1.1", 200, /^ready\n$/],
  ["/metrics", "GET /metrics HTTP/1.1", 200, /^stt_gateway_sessions 0$/m],
  ["a query", "GET /health?verbose=1 HTTP/1.1", 200, /^ok\n$/],
  ["HTTP/1.0", "GET /health HTTP/1.0", 200, /^ok\n$/],
  ["an absolute target", "GET http://other:81/health HTTP/1.1", 200, /^ok\n$/],
  ["another path", "GET /nothing HTTP/1.1", 404, /\/ws\/stt/],
  ["another method", "POST /health HTTP/1.1", 405, /Expected GET, got POST/],
  ["an unknown method", "BREW /health HTTP/1.1", 501, /Cannot BREW/],
  ["a method in lower case", "get /health HTTP/1.1", 501, /Cannot get/],
  ["a method that no Request has", "TRACE /health HTTP/1.1", 501, /Cannot TRACE/],
  ["an authority", "CONNECT other:80 HTTP/1.1", 501, /Cannot CONNECT/],
  ["the endpoint without a handshake", "GET /ws/stt HTTP/1.1", 426, /WebSocket upgrade/],
  [
    "a target that is no URL",
    "GET http:// HTTP/1.1",
    400,
    /Cannot read the request: expected a path/,
  ],
  [
    "a target that is no path",
    "OPTIONS * HTTP/1.1",
    400,
    /Cannot read the request: expected a path/,
  ],
  [
    "a target of another scheme",
    "GET ttp:://gateway/health HTTP/1.1",
    400,
    /Cannot read the request: expected a path/,
  ],
  ["a path that looks like a host", "GET //other/health HTTP/1.1", 404, /\/ws\/stt/],
  ["no request line", "hello", 400, /Expected a request line, got something else/],
  ["HTTP/2", "GET /health HTTP/2.0", 505, /Expected HTTP\/1.1, got HTTP\/2.0/],
];

for (const [name, line, status, body] of answers) {
  test(`HandshakeStage answers ${status} to ${name}`, async () => {
    const answer = await ask(request(line));
    assertEquals(answer.status, status);
    assertMatch(answer.body, body);
    assertEquals(answer.headers.get("content-length"), String(answer.body.length));
    assertStringIncludes(answer.headers.get("connection")!, "close");
  });
}

test("HandshakeStage answers 431 to too many headers", async () => {
  const fields = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`x-${i}`, "1"]));
  assertEquals((await ask(request("GET /health HTTP/1.1", fields))).status, 431);
});

test("HandshakeStage answers 431 to a head without an end", async () => {
  const head = `GET /health HTTP/1.1\r\nx: ${"a".repeat(20_000)}`;
  assertEquals((await ask(new TextEncoder().encode(head))).status, 431);
});

test("HandshakeStage answers HEAD as GET, without the body", async () => {
  const answer = await ask(request("HEAD /health HTTP/1.1"));
  assertEquals([answer.status, answer.body], [200, ""]);
  assertEquals(answer.headers.get("content-length"), "3");
});

test("HandshakeStage does not wait for the body of a request", async () => {
  const head = request("POST /ws/stt HTTP/1.1", { "content-length": "1000" });
  const answer = await ask(concat(head, new TextEncoder().encode("body")));
  assertEquals([answer.status, answer.headers.get("allow")], [405, "GET, HEAD"]);
});

test("HandshakeStage names the protocol when it refuses an upgrade", async () => {
  const { headers } = await ask(request("GET /ws/stt HTTP/1.1"));
  assertEquals([headers.get("upgrade"), headers.get("connection")], [
    "websocket",
    "Upgrade, close",
  ]);
});

test("HandshakeStage answers 503 while the gateway drains", async () => {
  const setUp = setUpServer();
  await setUp.gateway.drain(0);
  const answer = await ask(upgradeRequest(), setUp);
  assertEquals([answer.status, answer.headers.get("retry-after")], [503, "1"]);
  assertEquals(setUp.gateway.refusals.draining, 1);
});

test("HandshakeStage opens no more sessions than there may be, also for requests of one moment", async () => {
  const { connect, gateway } = setUpServer({ maxSessions: 2 });
  const peers = [connect(), connect(), connect()];
  for (const peer of peers) peer.send(upgradeRequest());
  for (const peer of peers) await peer.until(({ written }) => written.length > 0);
  const statuses = peers.map(({ socket }) => readServerOutput(socket.written).status);
  assertEquals(statuses, [101, 101, 503]);
  assertEquals(gateway.sessions.size, 2);
});

test("HandshakeStage upgrades a good handshake (RFC 6455 §1.3)", async () => {
  const { connect, gateway } = setUpServer();
  const peer = connect();
  peer.send(upgradeRequest());
  await peer.until(({ written }) => written.length > 0);
  const { status, headers } = readServerOutput(peer.socket.written);
  assertEquals(status, 101);
  assertEquals(headers.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  assertEquals([gateway.sessions.size, peer.socket.isReading], [1, true]);
});

const upgrades: [name: string, line: string, status: number][] = [
  ["with a query", "GET /ws/stt?a=b HTTP/1.1", 101],
  ["of an absolute target", "GET http://other/ws/stt HTTP/1.1", 101],
  ["in HTTP/1.0", "GET /ws/stt HTTP/1.0", 400],
  ["by HEAD", "HEAD /ws/stt HTTP/1.1", 400],
  ["by POST", "POST /ws/stt HTTP/1.1", 405],
  ["of another path", "GET /health HTTP/1.1", 200],
];

for (const [name, line, status] of upgrades) {
  test(`HandshakeStage answers ${status} to a handshake ${name}`, async () => {
    const { connect } = setUpServer();
    const peer = connect();
    peer.send(upgradeRequest(line));
    await peer.until(({ written }) => written.length > 0);
    assertEquals(readServerOutput(peer.socket.written).status, status);
  });
}

test("HandshakeStage answers a request cut at every position as a whole one", async () => {
  const bytes = request("GET /health HTTP/1.1");
  const expected = await ask(bytes);
  for (let at = 1; at < bytes.length; at++) {
    const peer = setUpServer().connect();
    peer.send(bytes.subarray(0, at));
    assertEquals(peer.socket.written.length, 0);
    peer.send(bytes.subarray(at));
    await peer.until(({ isEnded }) => isEnded);
    assertEquals(readServerOutput(peer.socket.written), expected);
  }
});

test("HandshakeStage hands on what follows the request, cut at every position", async () => {
  const bytes = concat(upgradeRequest(), START, frames(1, 2));
  for (let at = 1; at < bytes.length; at++) {
    const { clock, connect, gateway } = setUpServer();
    const peer = connect();
    peer.send(bytes.subarray(0, at), bytes.subarray(at));
    await peer.until(({ written }) => written.length > 0);
    clock.advance(500);
    assertEquals([at, gateway.sessions.counters.frames.buffered], [at, 2]);
  }
});

test("HandshakeStage leaves what comes behind a request unread until it is answered", async () => {
  const { connect } = setUpServer();
  const peer = connect();
  peer.send(request("GET /health HTTP/1.1"), request("GET /ready HTTP/1.1"));
  assertEquals(peer.unread, 1);
  await peer.until(({ isEnded }) => isEnded);
  assertEquals(peer.unread, 0);
  assertEquals(readServerOutput(peer.socket.written).body, "ok\n");
});

test("HandshakeStage cuts a client that ends before its request is whole", () => {
  const peer = setUpServer().connect();
  peer.send(request("GET /health HTTP/1.1").subarray(0, 20));
  peer.end();
  assertEquals([peer.socket.isDestroyed, peer.socket.written.length], [true, 0]);
});

test("HandshakeStage answers a client that has ended its side after the request", async () => {
  const peer = setUpServer().connect();
  peer.send(request("GET /health HTTP/1.1"));
  peer.end();
  await peer.until(({ isEnded }) => isEnded);
  assertEquals(readServerOutput(peer.socket.written).body, "ok\n");
  assertEquals(peer.socket.isDestroyed, true);
});

const REMOTE = { hostname: "192.0.2.1", port: 4711 };
const CLIENT = { peer: "192.0.2.1:4711", address: "192.0.2.1", subprotocol: undefined };

/** Stages of one server, whose routes answer when the test says so. */
function setUpSlowRoutes() {
  const { promise: isTime, resolve: goOn } = Promise.withResolvers<void>();
  const fetch = async (_: Request, { upgrade }: Bindings) => {
    await isTime;
    return upgrade?.(CLIENT) ?? new Response("late");
  };
  const open = () => {
    // Resolves to what followed the request, once that is answered.
    const { promise: rest, resolve } = Promise.withResolvers<Uint8Array | undefined>();
    const socket = new FakeTcpSocket();
    const events = {
      upgraded: (_: AdmittedClient, rest: Uint8Array) => resolve(rest),
      finished: () => resolve(undefined),
    };
    const gateway = { app: { fetch } } as unknown as Gateway;
    const stage = new HandshakeStage(socket, gateway, REMOTE, events);
    return { socket, stage, rest };
  };
  return { open, goOn };
}

for (const line of ["GET /health HTTP/1.0", "GET /ws/stt HTTP/1.1"]) {
  test(`HandshakeStage forgets a ${line} whose client is gone by the time of the answer`, async () => {
    const { open, goOn } = setUpSlowRoutes();
    const [gone, other] = [open(), open()];
    for (const { stage } of [gone, other]) stage.onData(upgradeRequest(line));
    gone.stage.onClose();
    goOn();
    await other.rest;
    assertEquals(other.socket.written.length > 0, true);
    assertEquals(gone.socket.written.length, 0);
  });
}

test("HandshakeStage waits for its routes although the client has ended its side", async () => {
  const { open, goOn } = setUpSlowRoutes();
  const { socket, stage, rest } = open();
  stage.onData(request("GET /health HTTP/1.0"));
  stage.onEnd();
  goOn();
  await rest;
  assertEquals(socket.isDestroyed, false);
  assertEquals(readServerOutput(socket.written).body, "late");
});

test("HandshakeStage keeps what follows a request while its routes take their time", async () => {
  const { open, goOn } = setUpSlowRoutes();
  const { stage, rest } = open();
  const chunk = concat(upgradeRequest(), START);
  stage.onData(chunk);
  chunk.fill(0); // the socket reads into the same memory again
  goOn();
  assertEquals(await rest, START);
});
