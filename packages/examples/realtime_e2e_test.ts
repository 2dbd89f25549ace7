import { Buffer } from "node:buffer";
import { on, once } from "node:events";
import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { computeAnswer } from "@stt-bench/protocol";
import * as v from "valibot";
import { WebSocket } from "ws";
import { startExample } from "./testing/start_example.ts";

/** 40 ms of a tone at 24 kHz for each frame. */
function tone(frames: number): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: frames * 960 }, (_, i) => 9000 * Math.sin(i / 9));
}

const Failed = v.looseObject({
  event_id: v.string(),
  item_id: v.string(),
  error: v.looseObject({ message: v.string() }),
});

/** A client as that API's users write it; it yields the server's events. */
class Client {
  readonly socket: WebSocket;
  readonly #messages: AsyncIterator<unknown[]>;

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/v1/realtime`);
    this.#messages = on(this.socket, "message");
  }

  async event(): Promise<Record<string, unknown>> {
    const { value } = await this.#messages.next();
    return JSON.parse(String(value?.[0]));
  }

  say(type: string, fields: object = {}): void {
    this.socket.send(JSON.stringify({ type, ...fields }));
  }

  /** Sends samples in messages of `bytes` bytes, which need not be a frame's. */
  append(samples: Int16Array<ArrayBuffer>, bytes: number): void {
    for (let at = 0; at < samples.byteLength; at += bytes) {
      const audio = Buffer.from(samples.buffer).subarray(at, at + bytes).toString("base64");
      this.say("input_audio_buffer.append", { audio });
    }
  }
}

test("Example realtime on node speaks another protocol on the same core", async () => {
  await using example = await startExample("realtime", "node");
  const client = new Client(example.url);
  const created = await client.event();
  assertEquals(created["type"], "session.created");
  assertMatch(String(created["event_id"]), /^event_/);

  client.say("session.update", { session: { type: "transcription" } });
  const samples = tone(11).subarray(0, 10 * 960 + 100).slice();
  client.append(samples, 1001);
  client.say("input_audio_buffer.commit");
  const { event_id: _, ...completed } = await client.event();
  const heard = new Int16Array(11 * 960);
  heard.set(samples);
  assertEquals(completed, {
    type: "conversation.item.input_audio_transcription.completed",
    item_id: "item_1",
    content_index: 0,
    transcript: computeAnswer(heard, 1).transcript,
  });

  // More than fits twice: wherever a flush falls, some are dropped.
  client.append(tone(400), 48_000);
  let event = await client.event();
  while (String(event["type"]).endsWith("completed")) event = await client.event();
  const { event_id: __, item_id, error: { message, ...error }, ...failed } = v.parse(Failed, event);
  assertMatch(item_id, /^item_\d+$/);
  assertMatch(message, /^dropped \d+ frames: the buffer was full$/);
  assertEquals([failed, error], [
    { type: "conversation.item.input_audio_transcription.failed", content_index: 0 },
    { type: "server_error", code: "overflow" },
  ]);

  client.say("input_audio_buffer.append", { audio: "not base64!" });
  const [code, reason] = await once(client.socket, "close");
  assertEquals([code, String(reason)], [1002, "expected a client event in JSON"]);
});

test("Example realtime on node tells its clients what became of their audio when it ends", async () => {
  await using example = await startExample("realtime", "node");
  const client = new Client(example.url);
  await client.event();
  client.append(tone(1), 1920);
  client.say("input_audio_buffer.commit");
  const closed = once(client.socket, "close");
  await new Promise<void>((resolve) => {
    client.socket.once("pong", () => resolve());
    client.socket.ping();
  });
  const stopped = example.child.stop();
  assertEquals((await client.event())["item_id"], "item_1");
  assertEquals((await closed)[0], 1012);
  assert((await stopped).code === 0);
});
