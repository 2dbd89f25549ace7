import { STT_PATH } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import { fixtureMetrics } from "./fixture_metrics.ts";
import type { Flaws } from "./flaws.ts";

const mute: Flaws = { close: () => undefined };
const cut: Flaws = { close: () => "cut" };
const wrongCode: Flaws = { close: (_, reason) => [1011, reason] };
const wrongReason: Flaws = { close: (code) => [code!, "because"] };
const nothing = new Uint8Array();

/** For each case, gateways that it must fail, by what is wrong with them. */
export const flawedGateways: Readonly<Record<string, Readonly<Record<string, Flaws>>>> = {
  "upgrade": {
    "wrong accept": { head: (head) => head.replace(/(Accept: )./, "$1-") },
    "no connection": { head: (head) => head.replace("Connection: Upgrade", "Connection: close") },
    "no upgrade": { head: (head) => head.replace("Upgrade: websocket", "Upgrade: h2c") },
    "refusal": { status: () => 503 },
  },
  "upgrade-spelling": {
    "case": { status: (right, { headers }) => headers.upgrade === "websocket" ? right : 400 },
    "list": { status: (right, { headers }) => headers.connection === "Upgrade" ? right : 400 },
  },
  "upgrade-absolute": { "404": { status: (right, { url }) => url === STT_PATH ? right : 404 } },
  "no-extension": {
    "deflate": { head: withField("Sec-WebSocket-Extensions: permessage-deflate") },
  },
  "no-subprotocol": { "chat": { head: withField("Sec-WebSocket-Protocol: chat") } },
  "bad-version": {
    "takes 8": {
      status: (right, { headers }) => headers["sec-websocket-version"] === "8" ? 101 : right,
    },
    "refuses with 400": { status: (right) => right === 426 ? 400 : right },
  },
  "bad-key": { "takes any": { status: (right) => right === 400 ? 101 : right } },
  "health": { "ill": { status: () => 503 } },
  "other-path": {
    "answers": { status: (right) => right === 404 ? 200 : right },
    "upgrades": {
      status: (right, { headers, url }) => headers.upgrade && url === "/ws/sttx" ? 101 : right,
    },
  },
  "wrong-method": { "404": { status: (right) => right === 405 ? 404 : right } },
  "wrong-method-upgrade": { "404": { status: (right) => right === 405 ? 404 : right } },
  "head-upgrade": { "answers": { status: (right) => right === 405 ? 200 : right } },
  "no-upgrade": { "400": { status: (right) => right === 426 ? 400 : right } },
  "ready": { "not": { status: () => 503 } },
  "metrics": { "bad line": { body: "up" }, "empty": { body: "" }, "none": { status: () => 404 } },
  "start-spelling": { "exact": { isStart: (text) => text === '{"type":"start"}' } },
  "start-not-json": {
    "takes it": { isStart: (text) => text.includes("start") },
    "reason": wrongReason,
    "code": wrongCode,
  },
  "start-empty": { "takes it": { isStart: (text) => text.trim() === "" }, "cut": cut },
  "start-extra-field": { "takes it": { isStart: (text) => text.startsWith('{"type":"start"') } },
  "start-no-type": { "takes it": { isStart: (text) => text.startsWith("{") } },
  "start-wrong-type": { "takes it": { isStart: (text) => text.includes('"type"') } },
  "start-not-object": { "takes it": { isStart: (text) => text.includes("start") } },
  "start-binary": {
    "takes it": { isStart: (_, isBinary) => isBinary },
    "mute": mute,
    "lingers": { lingers: true },
  },
  "text-after-start": { "takes it": { isFrame: () => true }, "reason": wrongReason },
  "frame-of-0": { "takes it": { isFrame: ({ length }) => length === 0 } },
  "frame-of-639": { "takes it": { isFrame: ({ length }) => length <= 640 }, "code": wrongCode },
  "frame-of-641": { "takes it": { isFrame: ({ length }) => length >= 640 }, "reason": wrongReason },
  "frame-of-8192": { "1009": { maxMessageBytes: 8191 } },
  "frame-size-later": { "takes it": { isFrame: (_, isBinary) => isBinary } },
  "too-big": { "8193": { maxMessageBytes: 8193 } },
  "too-big-in-fragments": { "8193": { maxMessageBytes: 8193 } },
  "too-big-unfinished": { "8193": { maxMessageBytes: 8193 } },
  "too-big-announced": { "no limit": { maxMessageBytes: 2 ** 40 } },
  "fragments": { "loses them": { input: (bytes) => bytes[0]! < 0x80 ? nothing : bytes } },
  "pings": {
    "empty pong": { pong: () => nothing },
    "short pong": { pong: (payload) => payload.subarray(0, 124) },
  },
  "unasked-pong": { "refuses it": { refusesPong: true } },
  "split-bytes": { "loses pieces": { input: (bytes) => bytes.length < 3 ? nothing : bytes } },
  "joined-bytes": { "loses the last": { maxBatchFrames: 49 } },
  "illegal-frames": { "mute": mute },
  ...Object.fromEntries(
    [
      "unmasked",
      "reserved-bits",
      "reserved-opcodes",
      "control-in-fragments",
      "ping-too-long",
      "pong-too-long",
      "stray-continuation",
      "interleaved-messages",
      "interleaved-fragments",
      "close-too-long",
      "close-of-one-byte",
      "close-code-not-sendable",
      "close-reason-not-utf8",
      "length-top-bit",
    ].map((name) => [name, { mute, cut, "code": wrongCode }]),
  ),
  "text-not-utf8": { "takes it": { takesAnyText: true } },
  "text-cut-in-fragments": { "takes it": { takesAnyText: true } },
  "close-echo": { "1000": { close: (_, reason) => [1000, reason] }, "lingers": { lingers: true } },
  "close-without-code": { "code": wrongCode },
  "close-before-start": { "mute": mute },
  "prompt-close": { "late": { closesLate: true } },
  "data-after-close": { "code": wrongCode },
  "vanished-client": { "dies": { diesOfReset: true } },
  "cadence": {
    // So little that a flush skipped by a busy machine is still seen as two intervals, not as three.
    "drift": { dueMs: (n, intervalMs) => 1.2 * n * intervalMs },
    "early": { dueMs: (n, intervalMs) => (n - 0.9) * intervalMs },
    "twice": { dueMs: (n, intervalMs) => n * intervalMs / 2 + intervalMs / 2 },
    "rare": { dueMs: (n, intervalMs) => 4 * n * intervalMs },
  },
  "golden-answer": {
    "checksum": changed(({ checksum }) => ({ checksum: checksum + 1 })),
    "rms": changed(({ rms }) => ({ rms: rms * 1.0001 })),
    "zero_crossings": changed(() => ({ zero_crossings: 1 })),
    "samples": changed(({ samples }) => ({ samples: samples / 4 })),
    "transcript": changed(() => ({ transcript: "the the" })),
    "empty transcript": changed(() => ({ transcript: "" })),
    "audio_bytes": changed(({ audio_bytes }) => ({ audio_bytes: audio_bytes - 2 })),
    "type": changed(() => ({ type: "Partial" })),
    "number as text": changed(({ checksum }) => ({ checksum: `${checksum}` })),
    "extra field": changed(() => ({ session: 1 })),
    "missing field": changed(() => ({ cpu_passes: undefined })),
    "from 0": changed((partial) => ({ oldest_frame_seq: partial.oldest_frame_seq - 1 })),
    "gap": changed((partial) => ({ oldest_frame_seq: partial.oldest_frame_seq + 1 })),
    "frames": changed(({ frames }) => ({ frames: frames + 1 })),
    "newest": changed(({ newest_frame_seq }) => ({ newest_frame_seq: newest_frame_seq + 1 })),
    "another in flight": changed(() => ({ inflight_model_jobs: 1 })),
    "negative lateness": changed(() => ({ flush_lateness_ms: -1 })),
    "too much lateness": changed(() => ({ flush_lateness_ms: 60_000 })),
    "not rounded": changed(() => ({ flush_lateness_ms: 0.12345 })),
  },
  "burst": { "half": { maxBatchFrames: 50 } },
  "independent-sessions": { "one count": { sharesNumbers: true } },
  "one-in-flight": { "overlaps": { overlaps: true } },
  "nothing-to-flush": { "flushes it": { flushesNothing: true } },
  "balance": {
    "loses a frame": { body: fixtureMetrics.replace('"acknowledged"} 5', '"acknowledged"} 4') },
    "counts a frame twice": { body: fixtureMetrics.replace("buffered 2", "buffered 3") },
    "loses a session": { body: fixtureMetrics.replace('"drain"} 2', '"drain"} 1') },
    "hides a number": { body: fixtureMetrics.replace("frames_in_flight", "frames_at_model") },
    "keeps none": { body: "up 1\n" },
  },
};

function withField(field: string): (head: string) => string {
  return (head) => head.replace(/\r\n$/, `${field}\r\n\r\n`);
}

function changed(change: (partial: PartialMessage) => object): Flaws {
  return { partial: (partial) => ({ ...partial, ...change(partial) }) };
}
