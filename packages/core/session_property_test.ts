import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage, ServerMessage } from "@stt-bench/protocol";
import fc from "fast-check";
import { isBalanced, Sessions } from "./mod.ts";
import type { OverflowPolicy, SendOutcome } from "./mod.ts";
import { FakeSocket, ManualClock, ScriptedInference } from "./testing/mod.ts";

type Step =
  | { do: "frames"; count: number }
  | { do: "advance"; ms: number }
  | { do: "stall"; ms: number }
  | { do: "answer" }
  | { do: "fail" }
  | { do: "socket"; outcome: SendOutcome }
  | { do: "drained" }
  | { do: "drain" }
  | { do: "close" };

const often: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("frames" as const), count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ do: fc.constant("advance" as const), ms: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ do: fc.constant("answer" as const) }),
  fc.record({ do: fc.constant("fail" as const) }),
  fc.record({
    do: fc.constant("socket" as const),
    outcome: fc.constantFrom<SendOutcome>("sent", "queued"),
  }),
  fc.record({ do: fc.constant("drained" as const) }),
);
const seldom: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("stall" as const), ms: fc.integer({ min: 0, max: 700 }) }),
  fc.record({ do: fc.constant("socket" as const), outcome: fc.constant<SendOutcome>("closed") }),
  fc.record({ do: fc.constant("drain" as const) }),
  fc.record({ do: fc.constant("close" as const) }),
);
const steps = fc.array(
  fc.oneof({ arbitrary: often, weight: 30 }, { arbitrary: seldom, weight: 1 }),
  {
    maxLength: 120,
    // By default fast-check stops at about ten.
    size: "max",
  },
);

const MAX_BUFFERED = 12;
const FLUSH_INTERVAL_MS = 100;

/** Drives one session through random steps and checks the invariants after each. */
class Trial {
  readonly clock = new ManualClock();
  readonly inference = new ScriptedInference();
  readonly socket = new FakeSocket();
  readonly sessions;
  readonly session;
  #seq = 0;
  #checked = 0;
  #nextSeq = 1;

  constructor(overflowPolicy: OverflowPolicy) {
    this.sessions = new Sessions({
      clock: this.clock,
      inference: this.inference,
      settings: {
        flushIntervalMs: FLUSH_INTERVAL_MS,
        maxBufferedFrames: MAX_BUFFERED,
        sendTimeoutMs: 1000,
        overflowPolicy,
      },
    });
    this.session = this.sessions.open(this.socket);
    this.session.receiveText('{"type":"start"}');
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case "frames":
        for (let i = 0; i < step.count && this.session.phase === "streaming"; i++) {
          this.#seq++;
          this.session.receiveFrame(
            new Uint8Array(generatedPcm(0, this.#seq, this.#seq).buffer),
          );
        }
        break;
      case "advance":
        this.clock.advance(step.ms);
        break;
      case "stall":
        this.clock.stall(step.ms);
        break;
      case "answer":
        if (this.inference.pending.length > 0) await this.inference.answer();
        break;
      case "fail":
        if (this.inference.pending.length > 0) {
          await this.inference.fail({
            stage: "inference_request",
            kind: "timeout",
            message: "no answer",
            status: null,
          });
        }
        break;
      case "socket":
        this.socket.outcome = step.outcome;
        break;
      case "drained":
        if (this.socket.outcome === "queued") this.socket.outcome = "sent";
        this.session.drained();
        break;
      case "drain":
        this.session.drain();
        break;
      case "close":
        this.session.socketClosed(1000);
    }
  }

  check(): void {
    const { session, sessions, inference, socket } = this;
    const live = inference.pending.filter(({ signal }) => !signal.aborted);
    assert(live.length <= 1, "at most one request is in flight");
    assert(session.unwrittenMessages <= 4, "the outbox is bounded");
    assert(session.frames.buffered <= MAX_BUFFERED, "the input buffer is bounded");
    assert(isBalanced(session.frames), "each frame of the session has one outcome");
    assert(isBalanced(sessions.counters.frames), "the totals balance");
    const { pending } = inference;
    for (const { batch, samples } of pending) {
      const { oldestFrameSeq, frames } = batch;
      assertEquals(
        samples,
        generatedPcm(0, oldestFrameSeq, oldestFrameSeq + frames - 1),
        "a batch holds its own frames",
      );
      assertEquals(new Int16Array(batch.bytes.slice().buffer), samples, "and keeps them");
    }
    for (const message of socket.messages.slice(this.#checked)) this.#checkMessage(message);
    this.#checked = socket.messages.length;
    if (session.phase === "ended" || session.phase === "closing") {
      assertEquals([session.frames.inFlight, session.frames.buffered], [0, 0]);
    }
  }

  #checkMessage(message: ServerMessage): void {
    assertEquals(message.oldest_frame_seq, this.#nextSeq, "ranges are contiguous and in order");
    assertEquals(message.frames, message.newest_frame_seq - message.oldest_frame_seq + 1);
    this.#nextSeq = message.newest_frame_seq + 1;
    if (message.type === "partial") this.#checkPartial(message);
    else this.#checkError(message);
  }

  #checkPartial({ oldest_frame_seq, newest_frame_seq, checksum }: PartialMessage): void {
    const samples = generatedPcm(0, oldest_frame_seq, newest_frame_seq);
    assertEquals(checksum, computeAnswer(samples, 4).checksum);
  }

  #checkError({ kind, inflight_gateway_batches }: ErrorMessage): void {
    assertEquals(inflight_gateway_batches, kind === "overflow" ? 0 : 1);
  }
}

for (const policy of ["drop-oldest", "pause", "close"] as const) {
  test(`Session keeps its invariants under random interleavings, overflow policy ${policy}`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const trial = new Trial(policy);
        trial.check();
        for (const step of steps) {
          await trial.take(step);
          trial.check();
        }
      }),
      { numRuns: 300 },
    );
  });
}

test("Session serves every frame once the model answers and the client reads", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(often, { maxLength: 60, size: "max" }), async (steps) => {
      const trial = new Trial("drop-oldest");
      for (const step of steps) await trial.take(step);
      if (trial.session.phase !== "streaming") return;
      for (let round = 0; round < 6; round++) {
        await trial.take({ do: "drained" });
        await trial.take({ do: "answer" });
        await trial.take({ do: "advance", ms: FLUSH_INTERVAL_MS });
      }
      await trial.take({ do: "answer" });
      trial.check();
      const { received, acknowledged, failed, dropped } = trial.session.frames;
      assertEquals(acknowledged + failed + dropped, received);
      assertEquals(trial.session.phase, "streaming");
    }),
    { numRuns: 300 },
  );
});
