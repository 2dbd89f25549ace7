import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { NO_STATUS } from "./frame/close_payload.ts";
import { concat, encodeFrame, fromHex, KEY, toHex } from "./testing/encode_frame.ts";
import type { FrameSpec } from "./testing/encode_frame.ts";
import { FixedMemory } from "./testing/fixed_memory.ts";
import { record, recordedConnection, ROLES } from "./testing/recorded_connection.ts";
import { splits } from "./testing/splits.ts";
import { WebSocketConnection } from "./web_socket_connection.ts";

function fromClient(...frames: FrameSpec[]): Uint8Array {
  return concat(...frames.map((frame) => encodeFrame({ ...frame, key: KEY })));
}

const closeFrame = { opcode: 8, payload: Uint8Array.of(0x03, 0xe9) }; // 1001
const pcm = Uint8Array.from({ length: 640 }, (_, i) => i * 7);
const audio = { opcode: 2, payload: pcm };

for (const role of ROLES) {
  test(`WebSocketConnection as a ${role} closes once, and is closed by the answer`, () => {
    const { connection, recorded } = recordedConnection(role);
    connection.close(1000, "bye");
    connection.close(1001);
    assertEquals(connection.state, "closing");
    const key = role === "server" ? { key: KEY } : {};
    connection.receive(encodeFrame({ ...closeFrame, ...key }));
    assertEquals(connection.state, "closed");
    assertEquals(recorded, [["sent close", 1000], ["closed", 1001]]);
  });

  test(`WebSocketConnection as a ${role} masks what it sends if it must`, () => {
    const { connection, written } = recordedConnection(role);
    connection.sendText("a");
    connection.sendBinary(new Uint8Array(200));
    connection.ping(new Uint8Array(0));
    connection.close(1000);
    const isMasked = written.map((frame) => frame[1]! >= 0x80);
    assertEquals(isMasked, Array(4).fill(role === "client"));
  });
}

test("WebSocketConnection masks every frame with a key of its own", () => {
  const keys = [0x01020304, 0xffeeddcc];
  const options = { randomMask: () => keys.shift()! };
  const { connection, written, recorded } = recordedConnection("client", options);
  connection.sendText("abc");
  connection.sendText("abc");
  assertEquals(written.map((frame) => toHex(frame.subarray(2, 6))), ["04030201", "ccddeeff"]);
  assertEquals(recorded, [["sent", 1, "616263"], ["sent", 1, "616263"]]);
});

test("WebSocketConnection masks with random keys by default", () => {
  const { connection, written } = recordedConnection("client");
  for (let i = 0; i < 1000; i++) connection.sendText("");
  const keys = new Set(written.map((frame) => toHex(frame.subarray(2))));
  assertEquals(keys.size > 990, true);
});

for (const length of [0, 1, 125, 126, 127, 400, 65_535, 65_536, 100_000]) {
  test(`WebSocketConnection sends ${length} bytes so that the other end has them`, () => {
    for (const role of ROLES) {
      const { connection, written } = recordedConnection(role);
      const message = Uint8Array.from({ length }, (_, i) => i * 13);
      const copy = message.slice();
      connection.sendBinary(message);
      connection.sendText("é".repeat(length));
      assertEquals(message, copy);
      const other = role === "server" ? "client" : "server";
      assertEquals(record(other, written), [["binary", toHex(copy)], ["text", "é".repeat(length)]]);
    }
  });
}

test("WebSocketConnection sends U+FFFD for a lone surrogate, and keeps a byte order mark", () => {
  const { connection, written } = recordedConnection("server");
  connection.sendText("\ufeffa\ud800b");
  assertEquals(record("client", written), [["text", "\ufeffa\ufffdb"]]);
});

test("WebSocketConnection closes without a code", () => {
  const { connection, written } = recordedConnection("server");
  connection.close(NO_STATUS);
  assertEquals(written.map(toHex), ["8800"]);
});

test("WebSocketConnection sends nothing of the owner's once it closes", () => {
  const { connection, written } = recordedConnection("server");
  connection.close(1000);
  connection.sendText("a");
  connection.sendBinary(pcm);
  connection.ping(new Uint8Array(0));
  assertEquals(written.length, 1);
});

test("WebSocketConnection takes messages and answers pings while it closes", () => {
  const { connection, recorded } = recordedConnection("server");
  connection.close(1000);
  connection.receive(fromClient({ opcode: 1, payload: "a" }, { opcode: 9, payload: "b" }));
  assertEquals(recorded, [["sent close", 1000], ["text", "a"], ["sent", 10, "62"]]);
});

test("WebSocketConnection that closes fails without a second Close", () => {
  const { connection, recorded } = recordedConnection("server");
  connection.close(1000);
  connection.receive(fromClient({ opcode: 3 }));
  assertEquals(recorded, [["sent close", 1000], ["failed", 1002]]);
  assertEquals(connection.state, "closed");
});

test("WebSocketConnection that is closed does nothing any more", () => {
  const { connection, recorded } = recordedConnection("server", {
    frames: new FixedMemory(640, 1),
  });
  connection.receive(fromClient(closeFrame, audio));
  const before = recorded.slice();
  connection.receive(fromClient({ opcode: 1, payload: "a" }, audio, closeFrame));
  connection.close(1000);
  connection.sendText("a");
  assertEquals(recorded, before);
});

test("WebSocketConnection can be closed by its owner in the middle of a chunk", () => {
  const closes: number[] = [];
  const connection = new WebSocketConnection({
    role: "server",
    maxMessageBytes: 1000,
    events: {
      write: (bytes) => closes.push(bytes[2]! << 8 | bytes[3]!),
      text: () => connection.close(1003),
      binary: () => connection.close(1008),
      closed: (code) => closes.push(code),
      failed: (code) => closes.push(code),
    },
  });
  connection.receive(fromClient({ opcode: 1 }, { opcode: 2 }, closeFrame));
  assertEquals(closes, [1003, 1001]);
});

test("WebSocketConnection tells the peer's reason, and echoes its code alone", () => {
  const reasons: string[] = [];
  const written: string[] = [];
  const ignore = () => {};
  const connection = new WebSocketConnection({
    role: "server",
    maxMessageBytes: 1000,
    events: {
      write: (bytes) => written.push(toHex(bytes)),
      text: ignore,
      binary: ignore,
      closed: (_, reason) => reasons.push(reason),
      failed: ignore,
    },
  });
  const payload = concat(Uint8Array.of(0x03, 0xe8), new TextEncoder().encode("schön"));
  connection.receive(fromClient({ opcode: 9 }, { opcode: 10 }, { opcode: 8, payload }));
  assertEquals([reasons, written], [["schön"], ["8a00", "880203e8"]]);
});

test("WebSocketConnection takes messages up to its limit, of however many fragments", () => {
  const half = new Uint8Array(320);
  const bytes = fromClient(
    audio,
    { opcode: 2, payload: half, fin: false },
    { opcode: 9 },
    { opcode: 0, payload: half, fin: false },
    { opcode: 0 },
    { opcode: 1, fin: false },
    ...Array.from({ length: 640 }, () => ({ opcode: 0, payload: "é", fin: false })),
  );
  for (const chunks of splits(bytes.subarray(0, 1400))) {
    assertEquals(record("server", chunks, { maxMessageBytes: 640 }), [
      ["binary", toHex(pcm)],
      ["sent", 10, ""],
      ["binary", "00".repeat(640)],
    ]);
  }
  assertEquals(record("server", [bytes], { maxMessageBytes: 640 }).at(-1), ["failed", 1009]);
});

test("WebSocketConnection takes no more memory for a long message than it has bytes", () => {
  const memoryBytes: number[] = [];
  const ignore = () => {};
  const connection = new WebSocketConnection({
    role: "server",
    maxMessageBytes: 1_000_000,
    events: {
      write: ignore,
      text: ignore,
      binary: (message) => memoryBytes.push(message.buffer.byteLength),
      closed: ignore,
      failed: ignore,
    },
  });
  connection.receive(fromClient({ opcode: 2, payload: new Uint8Array(20_000) }));
  assertEquals(memoryBytes, [20_000]);
});

test("WebSocketConnection leaves a chunk as it is", () => {
  const bytes = fromClient(audio, { opcode: 1, payload: "a" }, { opcode: 9, payload: "b" }, audio);
  const copy = bytes.slice();
  record("server", [bytes], { frames: new FixedMemory(640, 1) });
  assertEquals(bytes, copy);
});

test("WebSocketConnection gives frames of one size to their sink, in order with the rest", () => {
  const bytes = fromClient(
    audio,
    { opcode: 1, payload: "a" },
    audio,
    audio,
    { opcode: 2, payload: "short" },
    { ...audio, fin: false },
    { opcode: 0, payload: pcm },
    audio,
  );
  const frames = new FixedMemory(640, 8);
  const recorded = record("server", [bytes], { frames });
  assertEquals(frames.payloads, [pcm, pcm, pcm, pcm]);
  const twice = toHex(pcm).repeat(2);
  assertEquals(recorded, [["text", "a"], ["binary", toHex(new TextEncoder().encode("short"))], [
    "binary",
    twice,
  ]]);
});

test("WebSocketConnection gives frames that find no room, or come in pieces, to binary", () => {
  const bytes = fromClient(audio, audio, audio);
  for (const chunks of splits(bytes)) {
    const frames = new FixedMemory(640, 1);
    const recorded = record("server", chunks, { frames });
    const whole = Array.from({ length: frames.committed }, () => pcm);
    assertEquals(frames.payloads, whole);
    assertEquals(recorded, Array(3 - frames.committed).fill(["binary", toHex(pcm)]));
  }
});

test("WebSocketConnection never takes the inside of a frame for a frame", () => {
  const looksWhole = encodeFrame({ ...audio, key: [0, 0, 0, 0] });
  for (const opcode of [2, 9]) {
    const payload = looksWhole.subarray(0, opcode === 9 ? 125 : undefined);
    const outer = encodeFrame({ opcode, payload, key: [0, 0, 0, 0] });
    const bytes = concat(outer, fromClient(audio, audio));
    for (const chunks of splits(bytes)) {
      const frames = new FixedMemory(640, 3);
      const recorded = record("server", chunks, { frames });
      assertEquals(recorded[0]?.at(-1), toHex(payload));
      assertEquals([recorded.length - 1, frames.committed].reduce((a, b) => a + b), 2);
    }
  }
});

test("WebSocketConnection keeps a message in pieces to itself", () => {
  const one = recordedConnection("server");
  const other = recordedConnection("server");
  const [first, second] = ["Hello", "World"];
  const bytes = [first, second].map((payload) => fromClient({ opcode: 1, payload }));
  for (const part of [[0, 9], [9]]) {
    one.connection.receive(bytes[0]!.subarray(...part));
    other.connection.receive(bytes[1]!.subarray(...part));
  }
  assertEquals([one.recorded, other.recorded], [[["text", first]], [["text", second]]]);
});

test("WebSocketConnection counts empty frames by message", () => {
  const message = [{ opcode: 2, fin: false }, { opcode: 0, fin: false }, { opcode: 0 }];
  const bytes = fromClient(...Array(100).fill(message).flat());
  assertEquals(record("server", [bytes]), Array(100).fill(["binary", ""]));
});

test("WebSocketConnection never gives the middle of a message to the sink", () => {
  const frames = new FixedMemory(640, 1);
  const bytes = fromClient({ opcode: 1, payload: "a", fin: false }, audio);
  assertEquals(record("server", [bytes], { frames }), [["sent close", 1002], ["failed", 1002]]);
  assertEquals(frames.committed, 0);
});

test("WebSocketConnection throws for what can't be sent", () => {
  const { connection, written } = recordedConnection("server");
  assertThrows(() => connection.ping(new Uint8Array(126)), RangeError, "got 126");
  for (const code of [0, 999, 1004, 1006, 1015, 2999, 5000]) {
    assertThrows(() => connection.close(code), RangeError, `got ${code}`);
  }
  assertThrows(() => connection.close(1000, "é".repeat(62)), RangeError, "got 124");
  assertEquals([connection.state, written], ["open", []]);
});

test("WebSocketConnection throws for frames of a size or role that has no fast path", () => {
  for (const size of [0, 124, 642, 1004, 65_532]) {
    const options = { frames: new FixedMemory(size, 0), maxMessageBytes: 1000 };
    assertThrows(() => recordedConnection("server", options), RangeError, `got ${size}`);
  }
  const options = { frames: new FixedMemory(640, 1) };
  assertThrows(() => recordedConnection("client", options), RangeError, "got a client");
});

test("WebSocketConnection ignores an empty chunk", () => {
  assertEquals(record("server", [fromHex(""), fromClient(audio), fromHex("")]).length, 1);
});

for (const frames of ["fixed", "ordinary"] as const) {
  test(`WebSocketConnection takes no further ${frames} message while its owner is paused`, () => {
    const taken: number[] = [];
    const words = new Uint32Array(160);
    const owner = {
      isPaused: false,
      take(byte: number): void {
        taken.push(byte);
        owner.isPaused = taken.length % 2 === 0;
      },
    };
    const connection = new WebSocketConnection({
      role: "server",
      maxMessageBytes: 640,
      events: {
        get isPaused() {
          return owner.isPaused;
        },
        write() {},
        text() {},
        binary: (message) => owner.take(message[0]!),
        closed() {},
        failed() {},
      },
      ...(frames === "fixed" && {
        frames: {
          payloadBytes: 640,
          reserve: () => owner.isPaused ? undefined : { words, writeOffset: 0 },
          commit: () => owner.take(words[0]! & 0xff),
        },
      }),
    });
    const values = [1, 2, 3, 4, 5];
    const bytes = fromClient(
      ...values.map((value) => ({ opcode: 2, payload: new Uint8Array(640).fill(value) })),
    );
    assertEquals([connection.receive(bytes), taken], [2 * 648, [1, 2]]);
    assertEquals([connection.receive(bytes.subarray(2 * 648)), taken], [0, [1, 2]]);
    owner.isPaused = false;
    connection.receive(bytes.subarray(2 * 648));
    owner.isPaused = false;
    connection.receive(bytes.subarray(4 * 648));
    assertEquals(taken, values);
  });
}
