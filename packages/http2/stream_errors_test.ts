import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { encodeReset, encodeWindowUpdate } from "./frame/encode_frame.ts";
import { ErrorCode, errorCodeName } from "./error_code.ts";
import { answer, continuation, data, headers } from "./testing/server_frames.ts";
import { TestClient } from "./testing/test_client.ts";

/** What breaks stream 1 and nothing else. */
interface Violation {
  readonly name: string;
  readonly frames: readonly Uint8Array[];
  readonly code: keyof typeof ErrorCode;
  readonly message: RegExp;
}

const head = headers(1, { ":status": "200" });
const headOf = (fields: Record<string, string>, endStream = false) =>
  headers(1, { ":status": "200", ...fields }, { endStream });
const indexed = (...bytes: number[]) => headers(1, Uint8Array.of(...bytes));
const long = "x".repeat(8000);

const violations: readonly Violation[] = [
  {
    name: "DATA before HEADERS",
    frames: [data(1, "x")],
    code: "PROTOCOL_ERROR",
    message: /expected HEADERS before DATA/,
  },
  {
    name: "a response without :status",
    frames: [headers(1, { date: "now" })],
    code: "PROTOCOL_ERROR",
    message: /expected :status, got none/,
  },
  {
    name: "two :status",
    frames: [indexed(0x88, 0x88)],
    code: "PROTOCOL_ERROR",
    message: /expected one :status before all other fields, got ":status: 200"/,
  },
  {
    name: ":status after another field",
    frames: [headers(1, { date: "now", ":status": "200" })],
    code: "PROTOCOL_ERROR",
    message: /expected one :status before/,
  },
  {
    name: "a status that is no number of three digits",
    frames: [headers(1, { ":status": "20" })],
    code: "PROTOCOL_ERROR",
    message: /got ":status: 20"/,
  },
  {
    name: "a pseudo-header field of requests",
    frames: [headers(1, { ":status": "200", ":path": "/" })],
    code: "PROTOCOL_ERROR",
    message: /got ":path: \/"/,
  },
  {
    name: "a name in upper case",
    frames: [headOf({ Date: "now" })],
    code: "PROTOCOL_ERROR",
    message: /expected legal header fields, got "Date: now"/,
  },
  {
    name: "a value with a line break",
    frames: [headOf({ date: "a\r\nb" })],
    code: "PROTOCOL_ERROR",
    message: /expected legal header fields/,
  },
  {
    name: "a value with white space around it",
    frames: [headOf({ date: " a" })],
    code: "PROTOCOL_ERROR",
    message: /expected legal header fields/,
  },
  ...["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"].map(
    (name): Violation => ({
      name: `the field ${name}`,
      frames: [headOf({ [name]: "x" })],
      code: "PROTOCOL_ERROR",
      message: /expected no field of HTTP\/1.1/,
    }),
  ),
  {
    name: "a content-length that is no number",
    frames: [headOf({ "content-length": "+1" })],
    code: "PROTOCOL_ERROR",
    message: /expected one content-length, got "content-length: \+1"/,
  },
  {
    name: "two content-lengths that differ",
    frames: [indexed(0x88, 0x0f, 0x0d, 1, 0x31, 0x0f, 0x0d, 1, 0x32)],
    code: "PROTOCOL_ERROR",
    message: /got "content-length: 2"/,
  },
  {
    name: "more header fields than we take",
    frames: [headOf({ a: long, b: long })],
    code: "PROTOCOL_ERROR",
    message: /expected up to 16000 bytes of header fields/,
  },
  {
    name: "a body shorter than its content-length",
    frames: [headOf({ "content-length": "3" }), data(1, "ab", { endStream: true })],
    code: "PROTOCOL_ERROR",
    message: /expected 3 bytes by its content-length, got 2/,
  },
  {
    name: "no body in spite of a content-length",
    frames: [headOf({ "content-length": "3" }, true)],
    code: "PROTOCOL_ERROR",
    message: /expected 3 bytes by its content-length, got 0/,
  },
  {
    name: "a body longer than its content-length",
    frames: [headOf({ "content-length": "3" }), data(1, "abcd", { endStream: true })],
    code: "PROTOCOL_ERROR",
    message: /expected 3 bytes by its content-length, got 4/,
  },
  {
    name: "an interim response that ends the stream",
    frames: [headers(1, { ":status": "100" }, { endStream: true })],
    code: "PROTOCOL_ERROR",
    message: /expected a final status, got 100/,
  },
  {
    name: "101",
    frames: [headers(1, { ":status": "101" })],
    code: "PROTOCOL_ERROR",
    message: /expected a final status, got 101/,
  },
  {
    name: "DATA between an interim and the final response",
    frames: [headers(1, { ":status": "103" }), data(1, "x")],
    code: "PROTOCOL_ERROR",
    message: /expected HEADERS before DATA/,
  },
  {
    name: "a second final response",
    frames: [head, headers(1, { ":status": "200" }, { endStream: true })],
    code: "PROTOCOL_ERROR",
    message: /expected one final status, got two/,
  },
  {
    name: "trailers that do not end the stream",
    frames: [head, headers(1, { a: "b" })],
    code: "PROTOCOL_ERROR",
    message: /expected trailers to end the stream/,
  },
  {
    name: "WINDOW_UPDATE by nothing",
    frames: [encodeWindowUpdate(1, 0)],
    code: "PROTOCOL_ERROR",
    message: /WINDOW_UPDATE of 0 bytes/,
  },
  {
    name: "more DATA than the stream's window lets through",
    frames: [head, ...Array.from({ length: 4096 }, () => data(1, "x", { padding: 255 }))],
    code: "FLOW_CONTROL_ERROR",
    message: /expected DATA within the window/,
  },
];

for (const { name, frames, code, message } of violations) {
  test(`ClientConnection resets a stream with ${code} after ${name}`, () => {
    const bytes = Buffer.concat(frames as Uint8Array[]);
    const feeds: ((client: TestClient) => void)[] = [
      (client) => client.receive(bytes),
      (client) => client.receive(bytes, data(1, "late")),
    ];
    if (bytes.length < 100_000) {
      feeds.push((client) => bytes.forEach((byte) => client.receive(Uint8Array.of(byte))));
    }
    for (const feed of feeds) {
      const client = TestClient.ready([], { maxHeaderListBytes: 16_000 });
      client.post();
      client.post();
      client.takeFrames();
      feed(client);
      const [reset, ...others] = client.takeFrames();
      assertEquals([reset!.type, reset!.streamId, others], ["RST_STREAM", 1, []]);
      assertEquals(errorCodeName(reset!.payload.readUInt32BE(0)), code);
      const result = client.results.get(1)!;
      assertEquals([result.outcome, client.results.size], ["lost", 1]);
      if (result.outcome === "lost") assertMatch(result.message, message);
      client.receive(answer(3, "fine"));
      assertEquals(client.log, ["1 lost", "3 answered"]);
    }
  });
}

test("ClientConnection tells a refused stream from one that was reset", () => {
  const client = TestClient.ready();
  for (let i = 0; i < 4; i++) client.post();
  client.receive(
    encodeReset(1, ErrorCode.REFUSED_STREAM),
    encodeReset(3, ErrorCode.INTERNAL_ERROR),
    encodeReset(5, ErrorCode.NO_ERROR),
    encodeReset(7, 0x99 as ErrorCode),
  );
  assertEquals([...client.results.values()], [
    { outcome: "refused", message: "the server reset the stream: REFUSED_STREAM" },
    { outcome: "lost", message: "the server reset the stream: INTERNAL_ERROR" },
    { outcome: "lost", message: "the server reset the stream: NO_ERROR" },
    { outcome: "lost", message: "the server reset the stream: error code 153" },
  ]);
});

test("ClientConnection keeps the header table right through blocks that nobody wants", () => {
  const client = TestClient.ready();
  client.post();
  client.post();
  client.connection.cancel(1);
  // Literals with indexing, on the cancelled stream, in two frames; then that field by its index.
  const text = (value: string) => [value.length, ...Buffer.from(value)];
  const block = Uint8Array.of(0x88, 0x40, ...text("retry-after"), ...text("9"));
  client.receive(
    headers(1, block.subarray(0, 5), { endHeaders: false }),
    continuation(1, block.subarray(5), true),
    headers(3, Uint8Array.of(0x88, 0xbe), { endStream: true }),
  );
  assertEquals(client.results.get(3), {
    outcome: "answered",
    status: 200,
    body: "",
    retryAfter: "9",
  });
});
