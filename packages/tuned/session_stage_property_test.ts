import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { isBalanced } from "@stt-bench/core";
import type { OverflowPolicy } from "@stt-bench/core";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import fc from "fast-check";
import { clientBytes, close, concat, cut, frames, ping } from "./testing/client_bytes.ts";
import type { FakePeer } from "./testing/fake_peer.ts";
import { readServerOutput } from "./testing/server_output.ts";
import type { ServerOutput } from "./testing/server_output.ts";
import { setUpServer } from "./testing/set_up_server.ts";
import type { ServerSetUp } from "./testing/set_up_server.ts";

type Step =
  | { do: "send"; byteCount: number; ends: number[] }
  | { do: "advance"; ms: number }
  | { do: "answer" | "fail" | "block" | "unblock" | "end" | "reset" | "restart" };

const just = <Name extends string>(name: Name) => fc.constant({ do: name });
const ends = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
const send = fc.record({
  do: fc.constant("send" as const),
  byteCount: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 600, max: 6000 })),
  ends,
});
const advance = fc.record({
  do: fc.constant("advance" as const),
  ms: fc.integer({ min: 0, max: 700 }),
});
const often: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: send, weight: 4 },
  { arbitrary: advance, weight: 4 },
  { arbitrary: just("answer"), weight: 2 },
  fc.oneof(just("fail"), just("block"), just("unblock")),
);
const seldom: fc.Arbitrary<Step> = fc.oneof(just("end"), just("reset"), just("restart"));
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ arbitrary: often, weight: 30 }, { arbitrary: seldom, weight: 1 }),
  { maxLength: 60, size: "max" },
);

/** What a client says after its start, and where in it frames end. */
interface Script {
  readonly bytes: Uint8Array;
  readonly frameEnds: readonly number[];
}

/** Frames and pings in any order, perhaps an end, and more behind it. */
const script: fc.Arbitrary<Script> = fc.tuple(
  fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant("frame") }, fc.constant("ping")), {
    maxLength: 60,
    size: "max",
  }),
  fc.oneof({ weight: 3, arbitrary: fc.constant("nothing") }, fc.constantFrom("close", "bad frame")),
).map(([messages, last]) => {
  let bytes: Uint8Array = new Uint8Array();
  const frameEnds: number[] = [];
  for (const message of messages) {
    const next = frameEnds.length + 1;
    bytes = concat(bytes, message === "ping" ? ping("a ping") : frames(next, next));
    if (message === "frame") frameEnds.push(bytes.length);
  }
  if (last === "close") bytes = concat(bytes, close());
  if (last === "bad frame") bytes = concat(bytes, BAD_FRAME, frames(1, 2));
  return { bytes, frameEnds };
});

const BAD_FRAME = clientBytes((client) => client.sendBinary(Uint8Array.of(1)));

const unavailable = {
  stage: "inference_request",
  kind: "http_5xx",
  message: "expected 200, got 503",
  status: 503,
} as const;

const MAX_BUFFERED = 12;
const READ_INTERVAL_MS = 500;

/** Drives one session through steps; checks what must hold after each. */
class Trial {
  readonly setUp: ServerSetUp;
  #peer!: FakePeer;
  readonly #script: Script;
  #sentBytes = 0;
  readonly #maxBufferedFrames: number;
  #hasEnded = false;
  #isReset = false;

  constructor(script: Script, overflowPolicy: OverflowPolicy, maxBufferedFrames: number) {
    this.#script = script;
    this.#maxBufferedFrames = maxBufferedFrames;
    this.setUp = setUpServer({
      settings: { overflowPolicy, maxBufferedFrames },
    });
  }

  get output(): ServerOutput {
    return readServerOutput(this.#peer.socket.written);
  }

  async open(): Promise<void> {
    this.#peer = await this.setUp.open();
    this.setUp.clock.advance(125);
  }

  async take(step: Step): Promise<void> {
    const { inference, gateway } = this.setUp;
    const isAsked = inference.pending.length > 0;
    if (step.do === "send") this.#send(step);
    else if (step.do === "advance") this.#advance(step.ms);
    else if (step.do === "block") this.#peer.socket.takesAtOnce = false;
    else if (step.do === "unblock") this.#peer.drain();
    else if (step.do === "answer" && isAsked) await inference.answer();
    else if (step.do === "fail" && isAsked) await inference.fail(unavailable);
    else if (step.do === "restart") gateway.drain(0);
    else if (step.do === "end" || step.do === "reset") this.#end(step.do);
  }

  check(): void {
    const { gateway, ends, bugs } = this.setUp;
    const { frames } = gateway.sessions.counters;
    assert(isBalanced(frames), "every frame is accounted for");
    assert(frames.buffered <= this.#maxBufferedFrames, "the input buffer is bounded");
    assertEquals([ends.length + gateway.sessions.size, bugs], [1, []]);
    assert(ends[0]?.cause !== "transport_protocol", "no byte is lost");
    let seq = 1;
    for (const message of this.output.messages) {
      assertEquals(message.oldest_frame_seq, seq, "ranges are contiguous and in order");
      seq = message.newest_frame_seq + 1;
      if (message.type !== "partial") continue;
      const samples = generatedPcm(0, message.oldest_frame_seq, message.newest_frame_seq);
      assertEquals(message.checksum, computeAnswer(samples, 4).checksum);
    }
  }

  /** Lets the client read and the model answer until nothing more can happen. */
  async settle(): Promise<void> {
    for (let round = 0; round < 15; round++) {
      await this.take({ do: "unblock" });
      await this.take({ do: "answer" });
      await this.take({ do: "advance", ms: 1000 });
      this.check();
    }
  }

  /** Is the end of the session also the end of its connection, and is it read until then? */
  checkLiveness(): void {
    const { gateway: { sessions }, ends } = this.setUp;
    const { received, acknowledged, failed, dropped } = sessions.counters.frames;
    const { socket, unread } = this.#peer;
    if (ends.length > 0) {
      assert(socket.isDestroyed || this.#isReset, "the connection ends with its session");
    } else {
      assertEquals([unread, socket.isReading], [0, true], "all is read, and reading goes on");
      assertEquals(acknowledged + failed + dropped, received, "every frame is served");
      const whole = this.#script.frameEnds.filter((end) => end <= this.#sentBytes);
      assertEquals(received, whole.length, "every frame is received");
    }
  }

  #send({ byteCount, ends }: Extract<Step, { do: "send" }>): void {
    if (this.#hasEnded) return;
    const { bytes } = this.#script;
    const start = this.#sentBytes;
    this.#sentBytes = Math.min(bytes.length, start + byteCount);
    this.#peer.send(...cut(bytes.subarray(start, this.#sentBytes), ends));
  }

  #advance(ms: number): void {
    const { clock, gateway: { sessions }, ends } = this.setUp;
    clock.advance(ms);
    const isFull = sessions.counters.frames.buffered * 2 >= this.#maxBufferedFrames;
    if (ms < READ_INTERVAL_MS || isFull || ends.length > 0) return;
    assertEquals(this.#peer.unread, 0, "a read interval leaves nothing unread");
  }

  #end(how: "end" | "reset"): void {
    this.#hasEnded = true;
    this.#isReset ||= how === "reset";
    this.#peer[how]();
  }
}

for (const policy of ["drop-oldest", "pause", "close"] as const) {
  test(`SessionStage keeps its invariants and goes on reading, overflow policy ${policy}`, async () => {
    await fc.assert(
      fc.asyncProperty(script, steps, async (script, steps) => {
        const trial = new Trial(script, policy, MAX_BUFFERED);
        await trial.open();
        for (const step of steps) {
          await trial.take(step);
          trial.check();
        }
        await trial.settle();
        trial.checkLiveness();
        const { dropped } = trial.setUp.gateway.sessions.counters.frames;
        assert(dropped === 0 || policy === "drop-oldest", "only one policy drops frames");
      }),
      { numRuns: 200 },
    );
  });
}

/**
 * Steps of 250 ms, while flushes are due between them: nothing happens within the 20 ms for which a flush
 * may wait, so that cuts have no influence on which flush takes a frame.
 */
const steadySteps = fc.array(
  fc.oneof(
    { arbitrary: send, weight: 4 },
    { arbitrary: fc.constant({ do: "advance" as const, ms: 250 }), weight: 8 },
    { arbitrary: just("answer"), weight: 3 },
    just("fail"),
  ),
  { maxLength: 60, size: "max" },
);

/** The first messages, pongs and the code of a Close: what doesn't depend on when bytes were read. */
function withoutTimes({ messages, pongs, closeCode }: ServerOutput, messageCount: number): unknown {
  const timeless = messages.slice(0, messageCount).map((message) => {
    const { type, oldest_frame_seq, newest_frame_seq } = message;
    return { type, oldest_frame_seq, newest_frame_seq, answer: "rms" in message && message.rms };
  });
  return { timeless, pongs, closeCode };
}

/**
 * What ends a session is read at once when the bytes before it ended inside a frame, and up to an
 * interval later when they ended with one. What is answered meanwhile is said in the second case only.
 */
function assertSaySame(outputs: readonly ServerOutput[]): void {
  const isEnded = outputs.some(({ closeCode }) => closeCode !== undefined);
  const shortest = Math.min(...outputs.map(({ messages }) => messages.length));
  const [first, second] = outputs.map((output) =>
    withoutTimes(output, isEnded ? shortest : Infinity)
  );
  assertEquals(first, second);
}

for (const [policy, maxBuffered] of [["drop-oldest", 100], ["pause", MAX_BUFFERED]] as const) {
  test(`SessionStage says the same however bytes are cut, overflow policy ${policy}`, async () => {
    await fc.assert(
      fc.asyncProperty(script, steadySteps, ends, async (script, steps, otherEnds) => {
        const run = async (ends?: number[]) => {
          const trial = new Trial(script, policy, maxBuffered);
          await trial.open();
          for (const step of steps) {
            await trial.take(step.do === "send" && ends !== undefined ? { ...step, ends } : step);
          }
          await trial.settle();
          return trial.output;
        };
        assertSaySame([await run(otherEnds), await run()]);
      }),
      { numRuns: 200 },
    );
  });
}
