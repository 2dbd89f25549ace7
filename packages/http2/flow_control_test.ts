import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import {
  encodeGoAway,
  encodeReset,
  encodeSettings,
  encodeWindowUpdate,
} from "./frame/encode_frame.ts";
import { Setting } from "./frame/frame.ts";
import { answer, headers } from "./testing/server_frames.ts";
import { bodyIn, bodyOf, layout, type SentFrame, TestClient } from "./testing/test_client.ts";

const UNITS = 7;
const BODY_BYTES = UNITS * 8;

const initialWindow = (bytes: number) => encodeSettings([[Setting.INITIAL_WINDOW_SIZE, bytes]]);

/** DATA that was sent: its length, and whether it is the last. */
const dataIn = (frames: readonly SentFrame[]) =>
  frames.filter(({ type }) => type === "DATA").map(({ payload, flags }) => [payload.length, flags]);

test("ClientConnection sends a body as far as its stream's window allows, then as it opens", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 10]]);
  client.post(UNITS);
  const first = client.takeFrames();
  assertEquals(first.map(({ type, flags }) => [type, flags & 1]), [["HEADERS", 0], ["DATA", 0]]);
  client.receive(encodeWindowUpdate(1, 1));
  client.receive(encodeWindowUpdate(1, 40), encodeWindowUpdate(3 - 2, 100));
  const rest = client.takeFrames();
  assertEquals(dataIn(rest), [[1, 0], [40, 0], [5, 1]]);
  assertEquals(bodyIn([...first, ...rest]), bodyOf(UNITS));
  client.receive(answer(1));
  assertEquals(client.log, ["1 answered"]);
});

test("ClientConnection shares the connection's window in the order of the requests", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 2 ** 20]]);
  const unitsOfAll = 8191;
  client.post(unitsOfAll, new Uint8Array(layout.byteLength(unitsOfAll)));
  const spent = client.takeFrames();
  assertEquals(bodyIn(spent).length, 65_528);
  for (const units of [UNITS, 1, 0]) client.post(units);
  const waiting = client.takeFrames();
  assertEquals(waiting.map(({ type, streamId }) => `${type} ${streamId}`), [
    ...["HEADERS 3", "DATA 3", "HEADERS 5", "HEADERS 7"],
  ]);
  client.receive(encodeWindowUpdate(0, 60));
  assertEquals(dataIn(client.takeFrames()), [[49, 1], [8, 1]]);
});

test("ClientConnection sends in place again once the windows allow it", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 0]]);
  client.post(UNITS);
  assertEquals(client.takeOutline(), ["HEADERS 1"]);
  client.receive(initialWindow(1000));
  client.post(UNITS);
  const frames = client.takeFrames();
  const { streamId, payload } = frames[1]!;
  assertEquals([streamId, payload], [1, bodyOf(UNITS)]);
  assertEquals(dataIn(frames.slice(3)).length, 3);
  assertEquals(bodyIn(frames.filter(({ streamId }) => streamId === 3)), bodyOf(UNITS));
});

test("ClientConnection lets SETTINGS make the window of a waiting body negative", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 20]]);
  client.post(UNITS);
  assertEquals(dataIn(client.takeFrames()), [[20, 0]]);
  client.receive(initialWindow(5));
  client.receive(encodeWindowUpdate(1, 15));
  assertEquals(dataIn(client.takeFrames()), []);
  client.receive(encodeWindowUpdate(1, 1));
  assertEquals(dataIn(client.takeFrames()), [[1, 0]]);
  client.receive(initialWindow(BODY_BYTES));
  assertEquals(dataIn(client.takeFrames()), [[35, 1]]);
});

test("ClientConnection sends no more of a body whose stream is over", () => {
  const endings: [string, (client: TestClient) => void, string[]][] = [
    ["answered", (client) => client.receive(answer(1)), ["RST_STREAM 1"]],
    ["refused", (client) => client.receive(encodeReset(1, 7)), []],
    ["cancelled", (client) => client.connection.cancel(1), ["RST_STREAM 1"]],
    ["above GOAWAY", (client) => client.receive(encodeGoAway(0, 0, "")), []],
    ["rejected", (client) => client.receive(headers(1, { ":status": "413" })), ["RST_STREAM 1"]],
  ];
  for (const [name, end, written] of endings) {
    const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 10]]);
    client.post(UNITS);
    client.takeFrames();
    end(client);
    assertEquals(client.takeOutline(), written, name);
    client.receive(encodeWindowUpdate(1, 100), encodeWindowUpdate(0, 100), initialWindow(500));
    const later = client.takeOutline();
    assertEquals(later.filter((frame) => frame.startsWith("DATA")), [], name);
    assertEquals(client.connection.activeStreams, 0);
  }
});

const memories = {
  "a Uint8Array": new Uint8Array(layout.byteLength(UNITS)),
  "a Buffer": Buffer.alloc(layout.byteLength(UNITS)),
};

for (const [kind, bytes] of Object.entries(memories)) {
  test(`ClientConnection copies a body that waits, and its headers, out of ${kind}`, () => {
    const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 10]]);
    client.isWritable = false;
    client.post(UNITS, bytes);
    const headers = Buffer.from(bytes.subarray(9, layout.headersBytes));
    client.receive(encodeWindowUpdate(1, 100), answer(1));
    // The memory is free although the socket has not written anything yet.
    assertEquals(client.log, ["1 answered"]);
    bytes.fill(0);
    const frames = client.takeFrames();
    assertEquals([frames[0]!.payload, bodyIn(frames)], [headers, bodyOf(UNITS)]);
  });
}

test("ClientConnection resets a stream whose waiting window gets too large", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 0]]);
  client.post(8192, new Uint8Array(layout.byteLength(8192)));
  client.receive(encodeWindowUpdate(1, 65_535));
  client.takeFrames();
  client.receive(encodeWindowUpdate(1, 2 ** 31 - 1));
  assertEquals(client.log, []);
  client.receive(encodeWindowUpdate(1, 1));
  const [reset] = client.takeFrames();
  assertEquals([reset!.type, reset!.payload.readUInt32BE(0)], ["RST_STREAM", 3]);
  assertEquals(client.log, ["1 lost"]);
});

test("ClientConnection ends when SETTINGS make the window of a waiting body too large", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 65_535]]);
  client.post(8192, new Uint8Array(layout.byteLength(8192)));
  client.receive(encodeWindowUpdate(1, 2 ** 31 - 1), initialWindow(65_536));
  assertMatch(client.log[0]!, /window of up to 2147483647 bytes, got 2147483648 \(FLOW_CONTROL/);
});

test("ClientConnection lives with a server that grants a little at a time, not with byte by byte", () => {
  const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 0]]);
  const units = 20_000;
  client.post(units, new Uint8Array(layout.byteLength(units)));
  for (let i = 0; i < 1250; i++) {
    client.receive(encodeWindowUpdate(1, 64), encodeWindowUpdate(0, 64));
  }
  assertEquals(bodyIn(client.takeFrames()).length, 80_000);
  for (let i = 0; i < 10_001; i++) client.receive(encodeWindowUpdate(1, 1));
  assertMatch(client.log[0]!, /ENHANCE_YOUR_CALM/);
});

test("ClientConnection keeps to all windows, and sends everything in the end", () => {
  const step = fc.oneof(
    fc.record({ post: fc.nat(12) }),
    fc.record({ open: fc.nat(5), bytes: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ initial: fc.nat(60) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
    const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, 0]]);
    let initialBytes = 0;
    const granted = new Map<number, number>();
    const posted = new Map<number, number>();
    const frames: SentFrame[] = [];
    const check = () => {
      frames.push(...client.takeFrames());
      for (const streamId of posted.keys()) {
        const sent = frames.filter((frame) => frame.type === "DATA" && frame.streamId === streamId);
        const sentBytes = sent.reduce((bytes, { payload }) => bytes + payload.length, 0);
        // A window that SETTINGS have shrunk since may be negative now; it only must not be used.
        const before = largest.get(streamId)!;
        assertEquals(sentBytes <= Math.max(before, initialBytes + granted.get(streamId)!), true);
      }
    };
    const largest = new Map<number, number>();
    for (const step of steps) {
      if ("post" in step) {
        const streamId = client.post(step.post);
        posted.set(streamId, step.post);
        granted.set(streamId, 0);
        largest.set(streamId, initialBytes);
      } else if ("open" in step) {
        const streamId = step.open * 2 + 1;
        if (!posted.has(streamId)) continue;
        client.receive(encodeWindowUpdate(streamId, step.bytes));
        granted.set(streamId, granted.get(streamId)! + step.bytes);
      } else {
        client.receive(initialWindow(step.initial));
        initialBytes = step.initial;
      }
      for (const streamId of posted.keys()) {
        const now = initialBytes + granted.get(streamId)!;
        largest.set(streamId, Math.max(largest.get(streamId)!, now));
      }
      check();
    }
    client.receive(initialWindow(1000));
    frames.push(...client.takeFrames());
    for (const [streamId, units] of posted) {
      const own = frames.filter((frame) => frame.streamId === streamId);
      assertEquals(bodyIn(own), Buffer.from(bodyOf(units)));
      assertEquals(own.filter(({ flags }) => (flags & 1) === 1).length, 1);
      assertEquals(own.at(-1)!.flags & 1, 1);
    }
  }));
});
