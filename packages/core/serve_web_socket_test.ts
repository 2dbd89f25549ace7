import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { promisedInference, serveWebSocket, Sessions } from "./mod.ts";
import type { SessionEnd, WebSocketLike } from "./mod.ts";
import { ManualClock, settled } from "./testing/mod.ts";

/** What a WebSocket's events tell, as far as a session looks at it. */
interface Event {
  readonly data: unknown;
  readonly code: number;
}

/** A WebSocket of the web's kind that a test plays the client of. */
class FakeWebSocket implements WebSocketLike {
  binaryType = "blob";
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  readonly closes: [number, string][] = [];
  readonly #listeners = new Map<string, (event: Event) => void>();

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, event: Partial<Event> = {}): void {
    this.#listeners.get(type)!({ data: "", code: 1000, ...event });
  }

  send(text: string): void {
    this.sent.push(text);
    this.bufferedAmount = text.length;
  }

  close(code: number, reason: string): void {
    this.closes.push([code, reason]);
  }
}

function setUp(socket = new FakeWebSocket()) {
  const clock = new ManualClock();
  const ends: SessionEnd[] = [];
  const inference = promisedInference(({ bytes }) =>
    Promise.resolve({
      ok: true,
      answer: computeAnswer(new Int16Array(bytes.slice().buffer), 4),
    }), { clock });
  const sessions = new Sessions({ clock, inference, onSessionEnd: (end) => ends.push(end) });
  const session = serveWebSocket(sessions, socket, { clock });
  const say = (data: string | ArrayBuffer) => socket.emit("message", { data });
  return { clock, socket, session, say, ends };
}

test("serveWebSocket answers the frames of a WebSocket, and sees when they are written", async () => {
  const { clock, socket, session, say } = setUp();
  assertEquals(socket.binaryType, "arraybuffer");
  say('{"type":"start"}');
  say(generatedPcm(0, 1, 1).buffer);
  clock.advance(1000);
  await settled();
  assertEquals(
    JSON.parse(socket.sent[0]!).checksum,
    computeAnswer(generatedPcm(0, 1, 1), 4).checksum,
  );
  assertEquals(session.unwrittenMessages, 1);
  clock.advance(100);
  assertEquals(session.unwrittenMessages, 1);
  socket.bufferedAmount = 0;
  clock.advance(10);
  assertEquals(session.unwrittenMessages, 0);
});

const texts: [what: string, text: string, close: [code: number, reason: string]][] = [
  ["8193 letters", "x".repeat(8193), [1009, "message too big"]],
  ["4097 letters of two bytes", "é".repeat(4097), [1009, "message too big"]],
  ["4096 letters of two bytes", "é".repeat(4096), [1002, "first message must be start"]],
];

for (const [what, text, close] of texts) {
  test(`serveWebSocket closes with ${close[0]} when a first message has ${what}`, () => {
    const { clock, socket, say } = setUp();
    say(text);
    clock.advance(0);
    assertEquals(socket.closes, [close]);
  });
}

test("serveWebSocket waits for the upgrade before it closes", () => {
  const connecting = new FakeWebSocket();
  connecting.readyState = 0;
  const { clock, socket, session } = setUp(connecting);
  session.drain();
  clock.advance(0);
  assertEquals(socket.closes, []);
  socket.emit("open");
  clock.advance(0);
  assertEquals(socket.closes, [[1012, "service restart"]]);
});

const endings: [name: string, event: [string, Partial<Event>], code: number, cause: string][] = [
  ["a client that closes", ["close", { code: 1000 }], 1000, "client"],
  ["a connection that is lost on Deno", ["close", { code: 0 }], 1006, "connection_lost"],
  ["an upgrade that fails", ["error", {}], 1006, "connection_lost"],
];

for (const [name, [type, event], code, cause] of endings) {
  test(`serveWebSocket ends the session of ${name}`, () => {
    const { socket, ends } = setUp();
    socket.emit(type, event);
    assertEquals(ends.map((end) => [end.code, end.cause]), [[code, cause]]);
  });
}

test("serveWebSocket sends nothing through a socket that is closing", async () => {
  const { clock, socket, say, ends } = setUp();
  say('{"type":"start"}');
  say(generatedPcm(0, 1, 1).buffer);
  socket.readyState = 2;
  clock.advance(1000);
  await settled();
  assertEquals([socket.sent, ends.length], [[], 1]);
});
