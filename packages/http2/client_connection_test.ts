import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { encodeFrame, encodeGoAway, encodePing, encodeReset } from "./frame/encode_frame.ts";
import {
  encodeSettings,
  encodeSettingsAck,
  encodeWindowUpdate,
  PREFACE,
} from "./frame/encode_frame.ts";
import { Setting } from "./frame/frame.ts";
import { answer, continuation, data, headers } from "./testing/server_frames.ts";
import { RequestLayout } from "./request/request_layout.ts";
import { bodyIn, bodyOf, layout, TestClient } from "./testing/test_client.ts";

test("ClientConnection begins with preface, SETTINGS and a large window", () => {
  const client = new TestClient();
  const written = client.takeWritten();
  assertEquals(written.subarray(0, PREFACE.length), PREFACE as Buffer);
  assertEquals(
    written.subarray(PREFACE.length),
    Buffer.concat([
      encodeSettings([[2, 0], [4, 2 ** 20], [6, 16_384]]),
      encodeWindowUpdate(0, 2 ** 24 - 65_535),
    ]),
  );
});

test("ClientConnection has room once the server's SETTINGS have come, and acknowledges them", () => {
  const client = new TestClient();
  client.takeFrames();
  assertEquals([client.connection.isReady, client.connection.hasRoom], [false, false]);
  assertThrows(() => client.post(), Error, "Cannot post");
  client.receive(encodeSettings([[0x1, 0], [0x99, 7]]), encodeSettingsAck());
  assertEquals([client.connection.isReady, client.connection.hasRoom], [true, true]);
  assertEquals(client.takeWritten(), Buffer.from(encodeSettingsAck()));
  assertEquals(client.log, ["room"]);
});

test("ClientConnection posts a request as one piece of memory", () => {
  const client = TestClient.ready();
  assertEquals([client.post(7), client.post(0)], [1, 3]);
  const frames = client.takeFrames();
  assertEquals(
    frames.map(({ type, flags, streamId }) => [type, flags & 1, streamId]),
    [["HEADERS", 0, 1], ["DATA", 0, 1], ["DATA", 0, 1], ["DATA", 1, 1], ["HEADERS", 1, 3]],
  );
  assertEquals(bodyIn(frames), bodyOf(7));
});

test("ClientConnection posts a field of one request alone, with or without a window", () => {
  const optionalField = { name: "x-one", valueBytes: 4 };
  const layout = new RequestLayout({ authority: "a:1", path: "/", unitBytes: 8, optionalField });
  for (const windowBytes of [1000, 0]) {
    const client = TestClient.ready([[Setting.INITIAL_WINDOW_SIZE, windowBytes]], { layout });
    for (const value of ["left", undefined]) {
      const bytes = new Uint8Array(layout.byteLength(1));
      client.connection.post(bytes, 1, { onEnd() {} }, value);
    }
    const [one, other] = client.takeFrames().filter(({ type }) => type === "HEADERS");
    assertEquals([one!, other!].map(({ payload }) => payload.includes("x-one\x04left")), [
      true,
      false,
    ]);
    const post = () => client.connection.post(new Uint8Array(100), 1, { onEnd() {} }, "longer");
    assertThrows(post, RangeError, "expected 4 bytes");
    assertEquals(client.connection.activeStreams, 2);
  }
});

test("ClientConnection gives the answer", () => {
  const client = TestClient.ready();
  client.post();
  client.post();
  assertEquals(client.connection.activeStreams, 2);
  client.receive(answer(3, "böse"), answer(1, "gut"));
  assertEquals([...client.results.values()].map((result) => "body" in result && result.body), [
    "böse",
    "gut",
  ]);
  assertEquals([client.log, client.connection.activeStreams], [["3 answered", "1 answered"], 0]);
  assertEquals(client.takeOutline().filter((frame) => frame.startsWith("RST")), []);
});

/** Ways to give the same answer, 200 with the body "äbc". */
const sameAnswers: Record<string, readonly Uint8Array[]> = {
  "in one DATA": [headers(1, { ":status": "200" }), data(1, "äbc", { endStream: true })],
  "with an empty last DATA": [
    headers(1, { ":status": "200" }),
    data(1, "äbc"),
    data(1, "", { endStream: true }),
  ],
  "with a content-length and an empty last DATA": [
    headers(1, { ":status": "200", "content-length": "4" }),
    data(1, "äbc"),
    data(1, "", { endStream: true }),
  ],
  "in pieces that cut a character": [
    headers(1, { ":status": "200", "content-length": "4" }),
    data(1, Buffer.from("äbc").subarray(0, 1)),
    data(1, Buffer.from("äbc").subarray(1), { endStream: true }),
  ],
  "in padded frames with priority": [
    headers(1, { ":status": "200" }, { padding: 200, priority: true }),
    data(1, "ä", { padding: 0 }),
    data(1, "bc", { padding: 255, endStream: true }),
  ],
  "with trailers": [
    headers(1, { ":status": "200" }),
    data(1, "äbc"),
    headers(1, { "x-checksum": "1" }, { endStream: true }),
  ],
  "after interim responses": [
    headers(1, { ":status": "100" }),
    headers(1, { ":status": "103", link: "x" }),
    ...[headers(1, { ":status": "200" }), data(1, "äbc", { endStream: true })],
  ],
  "in CONTINUATION": [
    headers(1, Uint8Array.of(), { endHeaders: false }),
    continuation(1, Uint8Array.of(), false),
    continuation(1, Uint8Array.of(0x88), true),
    data(1, "äbc", { endStream: true }),
  ],
  "among frames that mean nothing": [
    encodeFrame(0x2, 0, 7, new Uint8Array(5)),
    encodeFrame(0x2a, 0xff, 5, new Uint8Array(5)),
    headers(1, { ":status": "200" }),
    encodeWindowUpdate(1, 5),
    data(1, ""),
    encodeSettings([]),
    data(1, "äbc", { endStream: true }),
    encodeWindowUpdate(1, 5),
    encodeReset(1, 0),
  ],
};

for (const [name, frames] of Object.entries(sameAnswers)) {
  test(`ClientConnection reads an answer ${name}`, () => {
    const bytes = Buffer.concat(frames as Uint8Array[]);
    const pieces = [
      [bytes],
      [bytes, encodePing(new Uint8Array(8))],
      [...bytes].map((byte) => [byte]),
    ];
    for (const feed of pieces) {
      const client = TestClient.ready();
      client.post();
      for (const piece of feed) client.connection.receive(Uint8Array.from(piece));
      const expected = { outcome: "answered", status: 200, body: "äbc", retryAfter: undefined };
      assertEquals([...client.results.values()], [expected as never]);
    }
  });
}

test("ClientConnection does not read the body of any status but 200", () => {
  const client = TestClient.ready();
  client.post();
  client.post();
  client.takeFrames();
  client.receive(
    headers(1, { ":status": "503", "retry-after": "2" }),
    data(1, "not read"),
    headers(3, { ":status": "404" }, { endStream: true }),
  );
  assertEquals(client.results.get(1), {
    outcome: "answered",
    status: 503,
    body: "",
    retryAfter: "2",
  });
  assertEquals(client.results.get(3)!.outcome, "answered");
  const [reset, ...others] = client.takeFrames();
  assertEquals([reset!.type, reset!.streamId, others], ["RST_STREAM", 1, []]);
  assertEquals(reset!.payload.readUInt32BE(0), 8);
});

const sent: [what: string, parts: number[][], body: string | undefined][] = [
  ["no UTF-8", [[0x22, 0xff, 0x22]], undefined],
  ["no UTF-8, in parts", [[0x22, 0xc3], [0x22]], undefined],
  ["U+FFFD", [[0xef, 0xbf, 0xbd]], "\ufffd"],
  ["U+FFFD, in parts", [[0xef, 0xbf], [0xbd]], "\ufffd"],
  ["a byte order mark", [[0xef, 0xbb, 0xbf, 0x61]], "\ufeffa"],
  ["a byte order mark, in parts", [[0xef, 0xbb, 0xbf], [0x61]], "\ufeffa"],
];

for (const [what, parts, body] of sent) {
  test(`ClientConnection takes a body of ${what} for ${body === undefined ? "none" : "text"}`, () => {
    const client = TestClient.ready();
    client.post();
    client.receive(
      headers(1, { ":status": "200" }),
      ...parts.map((part, i) =>
        data(1, Uint8Array.from(part), { endStream: i === parts.length - 1 })
      ),
    );
    const result = client.results.get(1)!;
    assertEquals(result.outcome, body === undefined ? "not_utf8" : "answered");
    assertEquals("body" in result ? result.body : undefined, body);
  });
}

test("ClientConnection gives up a body that is too large, at the latest when it is", () => {
  const client = TestClient.ready([], { maxBodyBytes: 10 });
  for (let i = 0; i < 3; i++) client.post();
  client.takeFrames();
  client.receive(
    headers(1, { ":status": "200", "content-length": "11" }),
    headers(3, { ":status": "200" }),
    data(3, "0123456789"),
  );
  assertEquals(client.log, ["1 too_large"]);
  client.receive(data(3, "a"), answer(5, "0123456789"));
  assertEquals(client.log, ["1 too_large", "3 too_large", "5 answered"]);
  assertEquals(client.takeOutline(), ["RST_STREAM 1", "RST_STREAM 3"]);
});

test("ClientConnection opens no more streams than the server takes, and tells when there is room", () => {
  const client = TestClient.ready([[Setting.MAX_CONCURRENT_STREAMS, 2]]);
  client.post();
  client.post();
  assertEquals(client.connection.hasRoom, false);
  client.receive(answer(1), answer(3));
  assertEquals(client.log, ["1 answered", "room", "3 answered"]);
  client.log.length = 0;
  client.receive(encodeSettings([[Setting.MAX_CONCURRENT_STREAMS, 0]]));
  assertEquals(client.connection.hasRoom, false);
  client.receive(encodeSettings([[Setting.MAX_CONCURRENT_STREAMS, 1]]));
  const streamId = client.post();
  client.connection.cancel(streamId);
  assertEquals(client.log, ["room", "room"]);
});

test("ClientConnection cancels a request and ignores what still comes for it", () => {
  const client = TestClient.ready();
  const streamId = client.post();
  client.takeFrames();
  assertEquals(client.connection.cancel(streamId), true);
  const [reset] = client.takeFrames();
  assertEquals([reset!.type, reset!.payload.readUInt32BE(0)], ["RST_STREAM", 8]);
  client.receive(answer(streamId), encodeReset(streamId, 8), encodeWindowUpdate(streamId, 1));
  client.connection.cancel(streamId);
  assertEquals([client.log, client.takeFrames()], [[], []]);
});

test("ClientConnection answers PING, and tells of an answer to its own alone", () => {
  const client = TestClient.ready();
  client.receive(encodePing(Buffer.from("12345678")));
  assertEquals(client.takeWritten(), Buffer.from(encodePing(Buffer.from("12345678"), 1)));
  client.connection.ping();
  const [ping] = client.takeFrames();
  client.receive(encodePing(new Uint8Array(8), 1));
  assertEquals(client.log, []);
  client.receive(encodePing(ping!.payload, 1));
  assertEquals(client.log, ["pong"]);
});

test("ClientConnection finishes streams below GOAWAY's last and has those above refused", () => {
  const client = TestClient.ready();
  for (let i = 0; i < 3; i++) client.post();
  client.receive(encodeGoAway(3, 2, "restarting"));
  assertEquals(client.log, [
    'gone: the server said GOAWAY INTERNAL_ERROR "restarting"',
    "5 refused",
  ]);
  assertEquals(client.connection.hasRoom, false);
  assertThrows(() => client.post(), Error, "Cannot post");
  client.receive(answer(3), encodeGoAway(1, 0, ""), answer(1));
  assertEquals(client.log.slice(2), ["3 answered", "1 answered", "over"]);
});

test("ClientConnection takes a second GOAWAY, and says in which words the server left", () => {
  const client = TestClient.ready();
  for (let i = 0; i < 2; i++) client.post();
  client.receive(encodeGoAway(2 ** 31 - 1, 0, ""));
  assertEquals(client.log, ["gone: the server said GOAWAY NO_ERROR"]);
  client.receive(encodeGoAway(1, 11, ""));
  assertEquals(client.log.slice(1), ["3 refused"]);
  client.connection.receiveEnd("read ECONNRESET");
  assertEquals(client.results.get(1), {
    outcome: "lost",
    message: "read ECONNRESET after GOAWAY ENHANCE_YOUR_CALM",
  });
  assertEquals(client.log.slice(2), ["1 lost", "over"]);
});

test("ClientConnection is over at once when GOAWAY comes while nothing is under way", () => {
  const client = TestClient.ready();
  client.receive(encodeGoAway(0, 0, ""), encodePing(new Uint8Array(8)));
  assertEquals(client.log, ["gone: the server said GOAWAY NO_ERROR", "over"]);
  assertEquals(client.takeFrames(), []);
});

test("ClientConnection loses its streams with TCP", () => {
  const client = TestClient.ready();
  client.post();
  client.connection.receiveEnd();
  assertEquals(client.log, ["gone: the server closed the connection", "1 lost", "over"]);
  assertEquals(client.results.get(1), {
    outcome: "lost",
    message: "the server closed the connection",
  });
});

test("ClientConnection says what the socket said when it could not connect", () => {
  const client = new TestClient();
  client.connection.receiveEnd("connect ECONNREFUSED 127.0.0.1:9000");
  assertEquals(client.log, ["gone: connect ECONNREFUSED 127.0.0.1:9000", "over"]);
});

test("ClientConnection closes after the answers to what it has posted", () => {
  const client = TestClient.ready();
  client.post();
  client.takeFrames();
  client.connection.close();
  assertEquals(client.takeOutline(), ["GOAWAY 0"]);
  assertEquals(client.log, ["gone: the connection was closed"]);
  client.receive(answer(1));
  assertEquals(client.log.slice(1), ["1 answered", "over"]);
  client.connection.close();
  assertEquals(client.takeOutline(), []);
});

test("ClientConnection holds a result back while the request's memory is in use", () => {
  const client = TestClient.ready();
  client.isWritable = false;
  client.post();
  client.post();
  client.receive(answer(3), answer(1));
  assertEquals([client.log, client.connection.activeStreams], [[], 0]);
  client.isWritable = true;
  client.post();
  client.receive(answer(5));
  assertEquals(client.log, ["5 answered"]);
  client.connection.drained();
  assertEquals(client.log.slice(1), ["1 answered", "3 answered"]);
});

test("ClientConnection holds nothing back that was cancelled, and nothing when TCP has ended", () => {
  const client = TestClient.ready();
  client.isWritable = false;
  for (let i = 0; i < 3; i++) client.post();
  assertEquals(client.connection.cancel(1), false);
  client.receive(answer(3), answer(5));
  assertEquals(client.connection.cancel(5), false);
  client.connection.receiveEnd();
  client.connection.drained();
  assertEquals(client.log, ["gone: the server closed the connection", "3 answered", "over"]);
});

test("ClientConnection is not over before the results that it holds back are told", () => {
  const client = TestClient.ready();
  client.isWritable = false;
  client.post();
  client.receive(encodeGoAway(1, 0, ""), answer(1));
  assertEquals(client.log, ["gone: the server said GOAWAY NO_ERROR"]);
  client.connection.drained();
  assertEquals(client.log.slice(1), ["1 answered", "over"]);
});

test("ClientConnection lets a handler post the next request", () => {
  const client = TestClient.ready([[Setting.MAX_CONCURRENT_STREAMS, 1]]);
  const bytes = new Uint8Array(layout.byteLength(1));
  const order: number[] = [];
  const post = () => {
    const streamId: number = client.connection.post(bytes, 1, {
      onEnd() {
        order.push(streamId);
        if (order.length < 3) post();
      },
    });
  };
  post();
  client.receive(answer(1));
  client.receive(answer(3), answer(5));
  assertEquals([order, client.log], [[1, 3, 5], ["room"]]);
});

test("ClientConnection grants 16 MiB, and more when half of them are used", () => {
  const client = TestClient.ready();
  client.post();
  client.connection.cancel(1);
  client.takeFrames();
  const frame = data(1, new Uint8Array(16_384));
  for (let i = 0; i < 1025; i++) client.receive(frame);
  const [update, ...others] = client.takeFrames();
  assertEquals([update!.type, update!.streamId, others.length], ["WINDOW_UPDATE", 0, 0]);
  assertEquals(update!.payload.readUInt32BE(0), 513 * 16_384);
});

test("ClientConnection refuses a body limit that its window cannot hold", () => {
  assertThrows(() => new TestClient({ maxBodyBytes: 2 ** 20 }), RangeError, "got 1048576");
});

test("ClientConnection takes leave with the last request that it may post", () => {
  const client = TestClient.ready([], { maxRequests: 2 });
  client.post();
  assertEquals([client.connection.hasRoom, client.log], [true, []]);
  client.post();
  assertEquals(client.log, ["gone: all its streams are used up"]);
  client.receive(answer(1), answer(3));
  assertEquals(client.log.slice(1), ["1 answered", "3 answered", "over"]);
});

test("ClientConnection takes the control frames that are normal for a busy server", () => {
  const client = TestClient.ready();
  const ping = encodePing(new Uint8Array(8));
  for (let request = 0; request < 300; request++) {
    const streamId = client.post();
    client.receive(...new Array(90).fill(ping), answer(streamId));
  }
  assertEquals(client.log.filter((event) => event.startsWith("gone")), []);
});
