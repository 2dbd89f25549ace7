import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeFrame, encodePing, encodeReset, encodeSettings } from "./frame/encode_frame.ts";
import { encodeSettingsAck, encodeWindowUpdate } from "./frame/encode_frame.ts";
import { ErrorCode, errorCodeName } from "./error_code.ts";
import { continuation, data, headers, uint32 } from "./testing/server_frames.ts";
import { TestClient } from "./testing/test_client.ts";

/** What breaks a connection that has stream 1 open, and how. */
interface Violation {
  readonly name: string;
  readonly frames: readonly Uint8Array[];
  readonly code: keyof typeof ErrorCode;
  readonly message: RegExp;
}

const block = Uint8Array.of(0x88);
const repeat = (frame: Uint8Array, times: number) => Array.from({ length: times }, () => frame);
const FLOOD = 10_001;

const violations: readonly Violation[] = [
  {
    name: "DATA on stream 0",
    frames: [data(0, "x")],
    code: "PROTOCOL_ERROR",
    message: /expected DATA on the stream, got stream 0/,
  },
  {
    name: "HEADERS on stream 0",
    frames: [headers(0, block)],
    code: "PROTOCOL_ERROR",
    message: /expected HEADERS on the stream/,
  },
  {
    name: "RST_STREAM on stream 0",
    frames: [encodeReset(0, 8)],
    code: "PROTOCOL_ERROR",
    message: /expected RST_STREAM on the stream/,
  },
  {
    name: "SETTINGS on a stream",
    frames: [encodeFrame(4, 0, 1)],
    code: "PROTOCOL_ERROR",
    message: /expected SETTINGS on the connection, got stream 1/,
  },
  {
    name: "PING on a stream",
    frames: [encodeFrame(6, 0, 1, new Uint8Array(8))],
    code: "PROTOCOL_ERROR",
    message: /expected PING on the connection/,
  },
  {
    name: "GOAWAY on a stream",
    frames: [encodeFrame(7, 0, 1, new Uint8Array(8))],
    code: "PROTOCOL_ERROR",
    message: /expected GOAWAY on the connection/,
  },
  {
    name: "PRIORITY on stream 0",
    frames: [encodeFrame(2, 0, 0, new Uint8Array(5))],
    code: "PROTOCOL_ERROR",
    message: /expected PRIORITY on the stream/,
  },
  {
    name: "PUSH_PROMISE",
    frames: [encodeFrame(5, 4, 1, [0, 0, 0, 2, 0x82])],
    code: "PROTOCOL_ERROR",
    message: /expected no PUSH_PROMISE/,
  },
  {
    name: "DATA on an idle stream",
    frames: [data(3, "x")],
    code: "PROTOCOL_ERROR",
    message: /expected DATA of an open stream, got idle stream 3/,
  },
  {
    name: "HEADERS on a stream of the server's",
    frames: [headers(2, block)],
    code: "PROTOCOL_ERROR",
    message: /got idle stream 2/,
  },
  {
    name: "RST_STREAM on an idle stream",
    frames: [encodeReset(5, 8)],
    code: "PROTOCOL_ERROR",
    message: /got idle stream 5/,
  },
  {
    name: "WINDOW_UPDATE on an idle stream",
    frames: [encodeWindowUpdate(3, 1)],
    code: "PROTOCOL_ERROR",
    message: /got idle stream 3/,
  },
  {
    name: "CONTINUATION without HEADERS",
    frames: [continuation(1, block, true)],
    code: "PROTOCOL_ERROR",
    message: /expected no CONTINUATION/,
  },
  {
    name: "a frame between HEADERS and CONTINUATION",
    frames: [headers(1, block, { endHeaders: false }), data(1, "x")],
    code: "PROTOCOL_ERROR",
    message: /expected CONTINUATION of stream 1, got DATA/,
  },
  {
    name: "CONTINUATION of another stream",
    frames: [headers(1, block, { endHeaders: false }), continuation(3, block, true)],
    code: "PROTOCOL_ERROR",
    message: /expected CONTINUATION of stream 1, got CONTINUATION of stream 3/,
  },
  {
    name: "a frame of an unknown type inside a header block",
    frames: [headers(1, block, { endHeaders: false }), encodeFrame(0x2a, 0, 1)],
    code: "PROTOCOL_ERROR",
    message: /got a frame of type 42/,
  },
  {
    name: "DATA whose padding leaves no room",
    frames: [encodeFrame(0, 8, 1, [3, 0, 0])],
    code: "PROTOCOL_ERROR",
    message: /expected padding of up to 2 bytes, got 3/,
  },
  {
    name: "HEADERS whose padding leaves no room",
    frames: [encodeFrame(1, 0x2c, 1, [2, 0, 0, 0, 0, 0, 0x88])],
    code: "PROTOCOL_ERROR",
    message: /expected padding of up to 1 bytes, got 2/,
  },
  {
    name: "SETTINGS that push",
    frames: [encodeSettings([[2, 1]])],
    code: "PROTOCOL_ERROR",
    message: /parameter 2 of SETTINGS in 0–0, got 1/,
  },
  {
    name: "SETTINGS with too small a frame size",
    frames: [encodeSettings([[5, 16_383]])],
    code: "PROTOCOL_ERROR",
    message: /parameter 5/,
  },
  {
    name: "SETTINGS with too large a frame size",
    frames: [encodeSettings([[5, 2 ** 24]])],
    code: "PROTOCOL_ERROR",
    message: /parameter 5/,
  },
  {
    name: "WINDOW_UPDATE of the connection by nothing",
    frames: [encodeWindowUpdate(0, 0)],
    code: "PROTOCOL_ERROR",
    message: /WINDOW_UPDATE of at least 1 byte/,
  },
  {
    name: "SETTINGS with too large a window",
    frames: [encodeSettings([[4, 2 ** 31]])],
    code: "FLOW_CONTROL_ERROR",
    message: /parameter 4/,
  },
  {
    name: "WINDOW_UPDATE of the connection beyond its maximum",
    frames: [encodeWindowUpdate(0, 2 ** 31 - 1)],
    code: "FLOW_CONTROL_ERROR",
    message: /window of up to 2147483647/,
  },
  {
    name: "a frame longer than we take",
    frames: [encodeFrame(0, 0, 1, new Uint8Array(16_385))],
    code: "FRAME_SIZE_ERROR",
    message: /frame of up to 16384 bytes, got 16385/,
  },
  {
    name: "PRIORITY that is short",
    frames: [encodeFrame(2, 0, 1, new Uint8Array(4))],
    code: "FRAME_SIZE_ERROR",
    message: /expected PRIORITY of 5–5 bytes, got 4/,
  },
  {
    name: "RST_STREAM that is long",
    frames: [encodeFrame(3, 0, 1, new Uint8Array(5))],
    code: "FRAME_SIZE_ERROR",
    message: /RST_STREAM of 4–4/,
  },
  {
    name: "SETTINGS that are no multiple of 6 bytes",
    frames: [encodeFrame(4, 0, 0, new Uint8Array(7))],
    code: "FRAME_SIZE_ERROR",
    message: /multiple of 6 bytes, got 7/,
  },
  {
    name: "an acknowledgement of SETTINGS that has some",
    frames: [encodeFrame(4, 1, 0, new Uint8Array(6))],
    code: "FRAME_SIZE_ERROR",
    message: /empty acknowledgement, got 6/,
  },
  {
    name: "PING that is short",
    frames: [encodeFrame(6, 0, 0, new Uint8Array(7))],
    code: "FRAME_SIZE_ERROR",
    message: /PING of 8–8/,
  },
  {
    name: "GOAWAY that is short",
    frames: [encodeFrame(7, 0, 0, new Uint8Array(7))],
    code: "FRAME_SIZE_ERROR",
    message: /GOAWAY of 8–16384/,
  },
  {
    name: "WINDOW_UPDATE that is long",
    frames: [encodeFrame(8, 0, 0, new Uint8Array(5))],
    code: "FRAME_SIZE_ERROR",
    message: /WINDOW_UPDATE of 4–4/,
  },
  {
    name: "PADDED DATA without its length of padding",
    frames: [encodeFrame(0, 8, 1)],
    code: "FRAME_SIZE_ERROR",
    message: /at least 1 bytes, got 0/,
  },
  {
    name: "HEADERS without the priority that they announce",
    frames: [encodeFrame(1, 0x24, 1, [0, 0, 0, 0])],
    code: "FRAME_SIZE_ERROR",
    message: /at least 5 bytes, got 4/,
  },
  {
    name: "a header block that is no HPACK",
    frames: [headers(1, Uint8Array.of(0x80))],
    code: "COMPRESSION_ERROR",
    message: /got index 0/,
  },
  {
    name: "a header block of a closed stream that is no HPACK",
    frames: [encodeReset(1, 8), headers(1, Uint8Array.of(0xff))],
    code: "COMPRESSION_ERROR",
    message: /ends in an integer/,
  },
  {
    name: "a header block in too many frames",
    frames: [
      headers(1, block, { endHeaders: false }),
      ...repeat(continuation(1, new Uint8Array(0), false), 16),
    ],
    code: "ENHANCE_YOUR_CALM",
    message: /up to 16 frames, got 1 bytes in 17/,
  },
  {
    name: "a header block of too many bytes",
    frames: [
      headers(1, new Uint8Array(16_000), { endHeaders: false }),
      continuation(1, new Uint8Array(385), false),
    ],
    code: "ENHANCE_YOUR_CALM",
    message: /up to 16384 bytes in up to 16 frames, got 16385/,
  },
  {
    name: "a flood of PING",
    frames: repeat(encodePing(new Uint8Array(8)), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: PING/,
  },
  {
    name: "a flood of SETTINGS",
    frames: repeat(encodeSettings([]), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: SETTINGS/,
  },
  {
    name: "a flood of acknowledgements",
    frames: repeat(encodeSettingsAck(), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: SETTINGS/,
  },
  {
    name: "a flood of WINDOW_UPDATE",
    frames: repeat(encodeWindowUpdate(1, 1), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: WINDOW_UPDATE/,
  },
  {
    name: "a flood of PRIORITY",
    frames: repeat(encodeFrame(2, 0, 1, new Uint8Array(5)), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: PRIORITY/,
  },
  {
    name: "a flood of unknown frames",
    frames: repeat(encodeFrame(0x2a, 0, 9), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: a frame of type 42/,
  },
  {
    name: "a flood of RST_STREAM",
    frames: repeat(encodeReset(1, 8), FLOOD + 1),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: RST_STREAM/,
  },
  {
    name: "a flood of empty DATA",
    frames: [headers(1, block), ...repeat(data(1, ""), FLOOD)],
    code: "ENHANCE_YOUR_CALM",
    message: /too many: DATA/,
  },
  {
    name: "a flood of padding",
    frames: [headers(1, block), ...repeat(data(1, "", { padding: 9 }), FLOOD)],
    code: "ENHANCE_YOUR_CALM",
    message: /too many: DATA/,
  },
  {
    name: "a flood of interim responses",
    frames: repeat(headers(1, { ":status": "103" }), FLOOD),
    code: "ENHANCE_YOUR_CALM",
    message: /too many: HEADERS/,
  },
];

for (const { name, frames, code, message } of violations) {
  test(`ClientConnection ends with ${code} after ${name}`, () => {
    const bytes = Buffer.concat(frames as Uint8Array[]);
    const feeds: ((client: TestClient) => void)[] = [
      (client) => client.receive(bytes),
      (client) => client.receive(bytes, encodePing(new Uint8Array(8))),
    ];
    if (bytes.length < 100_000) {
      feeds.push((client) => bytes.forEach((byte) => client.receive(Uint8Array.of(byte))));
    }
    for (const feed of feeds) {
      const client = TestClient.ready();
      client.post();
      feed(client);
      const last = client.takeFrames().at(-1)!;
      assertEquals([last.type, last.streamId], ["GOAWAY", 0]);
      assertEquals(errorCodeName(last.payload.readUInt32BE(4)), code);
      assertMatch(last.payload.subarray(8).toString(), message);
      assertEquals([client.connection.isReady, client.connection.activeStreams], [false, 0]);
      const gone = client.log.find((event) => event.startsWith("gone"))!;
      assertMatch(gone, /^gone: Cannot speak HTTP\/2 with the server: expected /);
      assertMatch(gone, message);
      assertEquals(client.log.filter((event) => event === "over"), ["over"]);
      assertEquals(client.log.at(-1), "over");
      assert(client.results.has(1));
    }
  });
}

test("ClientConnection says what came in the place of SETTINGS", () => {
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), /like HTTP\/1 \(FRAME_SIZE_ERROR\)/],
    [encodePing(new Uint8Array(8)), /expected SETTINGS first, got PING \(PROTOCOL_ERROR\)/],
    [encodeSettingsAck(), /expected SETTINGS first, got SETTINGS/],
    [encodeFrame(0x2a, 0, 0, uint32(1)), /expected SETTINGS first, got a frame of type 42/],
  ];
  for (const [bytes, message] of cases) {
    const client = new TestClient();
    client.receive(bytes);
    assertMatch(client.log[0]!, message);
    assertEquals([client.log.length, client.log[1]], [2, "over"]);
    assertEquals(client.takeFrames().at(-1)!.type, "GOAWAY");
  }
});

test("ClientConnection says when there is no server's HTTP/2 at all", () => {
  const client = new TestClient();
  client.connection.receiveEnd();
  assertEquals(client.log, ["gone: the server closed the connection before its SETTINGS", "over"]);
  client.connection.receiveEnd();
  client.receive(encodeSettings([]));
  assertEquals(client.log.length, 2);
});
