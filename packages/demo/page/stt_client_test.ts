import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { FakeGateway } from "../testing/fake_gateway.ts";
import { ManualClock } from "../testing/manual_clock.ts";
import { SttClient } from "./stt_client.js";
import type { State, SttClientOptions } from "./stt_client.js";
import type { Latency, Traffic } from "./stt_connection.js";

const URL = "ws://127.0.0.1:3000/ws/stt";
const frame = new ArrayBuffer(640);

/** A client with a gateway, a clock, and everything that it reports. */
class Bed {
  readonly clock = new ManualClock();
  readonly gateway = new FakeGateway();
  readonly states: State[] = [];
  readonly latencies: Latency[] = [];
  readonly errors: string[] = [];
  readonly traffic: Traffic[] = [];
  readonly client: SttClient;

  constructor(options: Partial<SttClientOptions> = {}) {
    this.client = new SttClient({
      url: URL,
      clock: this.clock,
      random: () => 0,
      openSocket: this.gateway.openSocket,
      onState: (state) => this.states.push(state),
      onPartial: (_, latency) => this.latencies.push(latency),
      onError: ({ kind }) => this.errors.push(kind),
      onTraffic: (traffic) => this.traffic.push(traffic),
      ...options,
    });
  }

  /** A bed whose client streams. */
  static streaming(options?: Partial<SttClientOptions>): Bed {
    const bed = new Bed(options);
    bed.client.connect();
    bed.gateway.accept();
    return bed;
  }

  /** Sends frames, one every 20 ms. */
  send(count: number): void {
    for (let i = 0; i < count; i++) {
      this.client.sendFrame(frame);
      this.clock.advance(20);
    }
  }

  get phases(): string[] {
    return this.states.map(({ phase }) => phase);
  }
}

test("SttClient says start when it is connected, and then sends frames", () => {
  const { client, gateway, phases } = Bed.streaming();
  assertEquals([client.sendFrame(frame), client.sendFrame(frame)], [1, 2]);
  assertEquals(gateway.socket.sent, ['{"type":"start"}', 640, 640]);
  assertEquals(phases, ["connecting", "streaming"]);
});

test("SttClient throws frames away while it is not connected", () => {
  const { client, gateway } = new Bed();
  assertEquals(client.sendFrame(frame), undefined);
  client.connect();
  assertEquals(client.sendFrame(frame), undefined);
  assertEquals(gateway.socket.sent, []);
});

test("SttClient throws frames away once the gateway has begun to close", () => {
  const { client, gateway, traffic } = Bed.streaming();
  gateway.startClosing();
  assertEquals(client.sendFrame(frame), undefined);
  assertEquals(gateway.socket.sent, ['{"type":"start"}']);
  assertEquals(traffic.filter(({ type }) => type === "frame"), []);
});

test("SttClient throws frames away while five seconds of them wait for the network", () => {
  const { client, gateway } = Bed.streaming();
  gateway.socket.bufferedAmount = 250 * 640;
  assertEquals(client.sendFrame(frame), undefined);
  gateway.socket.bufferedAmount -= 640;
  assertEquals(client.sendFrame(frame), 1);
});

test("SttClient brings its token as a subprotocol", () => {
  assertEquals(Bed.streaming().gateway.socket.protocols, []);
  assertEquals(Bed.streaming({ token: "t" }).gateway.socket.protocols, ["bearer.t"]);
});

test("SttClient counts latency from when it sent the newest and the oldest frame", () => {
  const bed = Bed.streaming();
  bed.send(50);
  bed.clock.advance(80);
  bed.gateway.answer(1, 50);
  bed.send(10);
  bed.gateway.answer(51, 60);
  assertEquals(bed.latencies, [
    { newestMs: 100, oldestMs: 1080 },
    { newestMs: 20, oldestMs: 200 },
  ]);
});

test("SttClient knows no latency of frames that it did not send", () => {
  const bed = Bed.streaming();
  bed.gateway.answer(1, 2);
  assertEquals(bed.latencies, [{ newestMs: undefined, oldestMs: undefined }]);
});

test("SttClient reports a lost batch, and goes on", () => {
  const bed = Bed.streaming();
  bed.send(50);
  bed.gateway.fail(1, 50);
  assertEquals(bed.errors, ["timeout"]);
  assertEquals(bed.client.state, { phase: "streaming" });
});

test("SttClient shows what goes over the wire", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.gateway.answer(1, 1);
  bed.gateway.fail(2, 2);
  bed.client.close();
  bed.gateway.close(1000);
  const types = bed.traffic.map(({ type }) => type);
  assertEquals(types, ["open", "start", "frame", "partial", "error", "close"]);
});

for (const code of [1001, 1006, 1011, 1012, 1013]) {
  test(`SttClient comes back after ${code}, and counts frames from 1 again`, () => {
    const bed = Bed.streaming();
    bed.send(3);
    bed.gateway.close(code, "why");
    const end = { code, reason: "why", wasOpen: true, wasAskedFor: false };
    assertEquals(bed.client.state, { phase: "waiting", attempt: 2, delayMs: 500, end });
    bed.clock.advance(499);
    assertEquals(bed.gateway.sockets.length, 1);
    bed.clock.advance(1);
    bed.gateway.accept();
    assertEquals(bed.client.sendFrame(frame), 1);
    assertEquals(bed.phases, ["connecting", "streaming", "waiting", "connecting", "streaming"]);
  });
}

for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 4711]) {
  test(`SttClient doesn't come back after ${code}`, () => {
    const bed = Bed.streaming();
    bed.gateway.close(code);
    bed.clock.advance(60_000);
    assertEquals(bed.client.state.phase, "ended");
    assertEquals([bed.gateway.sockets.length, bed.clock.pending], [1, 0]);
  });
}

test("SttClient waits longer each time that nobody answers, and gives up after ten attempts", () => {
  const bed = new Bed();
  bed.client.connect();
  for (let attempt = 1; attempt <= 10; attempt++) {
    bed.gateway.close(1006);
    bed.clock.advance(10_000);
  }
  const waits = bed.states.filter((state) => state.phase === "waiting");
  const delays = waits.map(({ delayMs }) => delayMs);
  assertEquals(delays, [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000]);
  const end = { code: 1006, reason: "", wasOpen: false, wasAskedFor: false };
  assertEquals(bed.client.state, { phase: "ended", end });
  assertEquals(bed.gateway.sockets.length, 10);
});

test("SttClient begins with short waits again after an answer, not after a mere connection", () => {
  const bed = new Bed();
  bed.client.connect();
  bed.gateway.close(1006);
  bed.clock.advance(500);
  bed.gateway.accept();
  bed.gateway.close(1013);
  bed.clock.advance(1000);
  bed.gateway.accept();
  bed.send(1);
  bed.gateway.answer(1, 1);
  bed.gateway.close(1012);
  const waits = bed.states.filter((state) => state.phase === "waiting");
  assertEquals(waits.map(({ delayMs }) => delayMs), [500, 1000, 250]);
});

test("SttClient leaves half of a wait to chance", () => {
  const bed = Bed.streaming({ random: () => 0.5 });
  bed.gateway.close(1006);
  assert(bed.client.state.phase === "waiting");
  assertEquals(bed.client.state.delayMs, 750);
});

test("SttClient connects at once when it is told to while it waits", () => {
  const bed = Bed.streaming();
  bed.gateway.close(1012);
  bed.client.connect();
  bed.client.connect();
  assertEquals([bed.gateway.sockets.length, bed.client.state.phase], [2, "connecting"]);
  bed.gateway.accept();
  bed.clock.advance(9000);
  assertEquals(bed.gateway.sockets.length, 2);
});

test("SttClient gives up a connection that doesn't open in ten seconds, and tries another", () => {
  const bed = new Bed();
  bed.client.connect();
  bed.clock.advance(10_000);
  assertEquals(bed.gateway.socket.closes, [[]]);
  assertEquals(bed.client.state.phase, "waiting");
  bed.clock.advance(500);
  assertEquals(bed.gateway.sockets.length, 2);
  bed.gateway.sockets[0]!.onopen?.();
  assertEquals(bed.client.state.phase, "connecting");
});

test("SttClient takes a gateway for dead that leaves frames unanswered for ten seconds", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.clock.advance(9980);
  assert(bed.client.state.phase === "waiting");
  assertEquals(bed.client.state.end.code, 4000);
  assertEquals(bed.gateway.socket.closes, [[4000, "no answer"]]);
});

test("SttClient doesn't mind a gateway that has nothing to say", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.gateway.answer(1, 1);
  bed.clock.advance(60_000);
  assertEquals(bed.client.state.phase, "streaming");
});

test("SttClient counts a gateway's silence from the first frame that waits, after a pause too", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.gateway.answer(1, 1);
  bed.clock.advance(9900);
  bed.send(2);
  bed.clock.advance(9959);
  assertEquals(bed.client.state.phase, "streaming");
  bed.clock.advance(1);
  assertEquals(bed.client.state.phase, "waiting");
});

const unreadable = [
  "hello",
  "null",
  "{}",
  '{"type":"partial","oldest_frame_seq":1,"newest_frame_seq":2,"transcript":""}',
  '{"type":"partial","oldest_frame_seq":0,"newest_frame_seq":2,"transcript":"yes"}',
  '{"type":"partial","oldest_frame_seq":3,"newest_frame_seq":2,"transcript":"yes"}',
  '{"type":"partial","oldest_frame_seq":1.5,"newest_frame_seq":2,"transcript":"yes"}',
  '{"type":"error","oldest_frame_seq":1,"newest_frame_seq":2,"kind":"timeout"}',
  '{"type":"final","oldest_frame_seq":1,"newest_frame_seq":2,"transcript":"yes"}',
  new ArrayBuffer(4),
];

for (const data of unreadable) {
  test(`SttClient ends a session in which the gateway says ${data}`, () => {
    const bed = Bed.streaming();
    bed.gateway.saySo(data);
    assert(bed.client.state.phase === "ended");
    assertEquals(bed.client.state.end.code, 4002);
    assertEquals(bed.gateway.socket.closes, [[4002, "unreadable message"]]);
    assertEquals(bed.traffic.at(-2), { type: "unreadable", text: String(data) });
  });
}

test("SttClient waits for the last answer when it finishes", () => {
  const bed = Bed.streaming();
  bed.send(60);
  bed.client.finish();
  assertEquals(bed.client.sendFrame(frame), undefined);
  bed.gateway.answer(1, 50);
  assertEquals(bed.gateway.socket.closes, []);
  bed.gateway.fail(51, 60);
  assertEquals(bed.gateway.socket.closes, [[1000]]);
  bed.gateway.close(1000);
  const end = { code: 1000, reason: "", wasOpen: true, wasAskedFor: true };
  assertEquals(bed.client.state, { phase: "ended", end });
  assertEquals(bed.clock.pending, 0);
});

test("SttClient finishes at once when every frame is answered", () => {
  const bed = Bed.streaming();
  bed.client.finish();
  assertEquals(bed.gateway.socket.closes, [[1000]]);
});

test("SttClient that finishes takes a gateway for dead that is silent for ten seconds", () => {
  const bed = Bed.streaming();
  bed.send(2);
  bed.client.finish();
  bed.clock.advance(9000);
  bed.gateway.answer(1, 1);
  bed.clock.advance(9999);
  assertEquals([bed.client.state.phase, bed.gateway.socket.closes], ["finishing", []]);
  bed.clock.advance(1);
  const end = { code: 4000, reason: "no answer", wasOpen: true, wasAskedFor: true };
  assertEquals([bed.client.state, bed.clock.pending], [{ phase: "ended", end }, 0]);
});

test("SttClient doesn't wait for the last answer when it is told to finish twice", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.client.finish();
  bed.client.finish();
  assertEquals(bed.gateway.socket.closes, [[1000]]);
});

test("SttClient waits three seconds for the gateway's Close, whatever comes before it", () => {
  const bed = Bed.streaming();
  bed.send(2);
  bed.client.close();
  bed.clock.advance(2000);
  bed.gateway.answer(1, 1);
  bed.clock.advance(999);
  assertEquals(bed.client.state.phase, "finishing");
  bed.clock.advance(1);
  const end = { code: 1006, reason: "no Close frame", wasOpen: true, wasAskedFor: true };
  assertEquals([bed.client.state, bed.clock.pending], [{ phase: "ended", end }, 0]);
});

test("SttClient doesn't come back when the gateway restarts while it finishes", () => {
  const bed = Bed.streaming();
  bed.send(1);
  bed.client.finish();
  bed.gateway.close(1012);
  assertEquals([bed.client.state.phase, bed.clock.pending], ["ended", 0]);
});

test("SttClient can be closed in every phase, and be connected again", () => {
  const bed = new Bed();
  bed.client.close();
  assertEquals(bed.client.state.phase, "idle");
  bed.client.connect();
  bed.client.close();
  assert(bed.client.state.phase === "ended");
  assertEquals(bed.client.state.end.wasOpen, false);
  bed.client.close();
  bed.client.connect();
  bed.gateway.close(1006);
  bed.client.close();
  const end = { code: 1006, reason: "", wasOpen: false, wasAskedFor: true };
  assertEquals([bed.client.state, bed.clock.pending], [{ phase: "ended", end }, 0]);
  bed.client.connect();
  bed.gateway.accept();
  bed.client.close();
  bed.gateway.close(1000);
  assertEquals([bed.client.state.phase, bed.clock.pending], ["ended", 0]);
  assertEquals(bed.gateway.sockets.length, 3);
});
