import { delay, demand } from "@stt-bench/conformance";
import type { Fault, Gateway } from "@stt-bench/conformance";
import type { ErrorKind, ServerMessage } from "@stt-bench/protocol";
import { isSameAnswer } from "../audio_ledger.ts";
import type { Ground } from "../ground.ts";
import { Stream } from "../stream.ts";
import type { FaultStep, Mishap } from "./arbitrary_steps.ts";

/** Sessions that stream. */
const SESSIONS = 4;

/** Time for the last faults to strike. */
const AFTERMATH_MS = 100;

/** Until each session is served again: the gateway may take 5 s to connect. */
const RECOVERY_MS = 10_000;

/**
 * Lets sessions stream while the model has a bad day, and demands that each frame comes to one end,
 * that each error has its fault, and that each session is served again when the faults are over.
 *
 * @throws {Violation}
 */
export async function playFaults(ground: Ground, steps: readonly FaultStep[]): Promise<void> {
  await ground.withDoor(async (door) => {
    const calm = Promise.withResolvers<void>();
    const streaming = Promise.all(
      Array.from({ length: SESSIONS }, (_, audio) => stream(door, audio, calm.promise)),
    );
    const badDay = haveBadDay(ground, steps).finally(calm.resolve);
    const [messages] = await Promise.all([streaming, badDay]);
    judgeErrors(messages.flat(), steps.map(({ what }) => what));
  });
}

async function haveBadDay(
  { bed: { simulator, simulatorUrl }, line }: Ground,
  steps: readonly FaultStep[],
): Promise<void> {
  try {
    for (const { waitMs, what: { fault } } of steps) {
      await delay(waitMs);
      if (fault === "cut") await line.switchTo(simulatorUrl);
      else await simulator.plan(fault as Fault);
    }
    await delay(AFTERMATH_MS);
  } finally {
    await simulator.forgive();
    // What is wrong with a connection stays wrong.
    const isLasting = ({ what: { isLasting } }: FaultStep) => isLasting;
    if (steps.some(isLasting)) await line.switchTo(simulatorUrl);
  }
}

/** Streams until it is served after `calm`; gives all messages, which settle all frames. */
async function stream(door: Gateway, audio: number, calm: Promise<void>): Promise<ServerMessage[]> {
  const stream = await Stream.open(door, audio);
  stream.stream();
  try {
    return await untilServed(stream, calm);
  } finally {
    await stream.pause();
  }
}

async function untilServed(stream: Stream, calm: Promise<void>): Promise<ServerMessage[]> {
  const messages: ServerMessage[] = [];
  let deadlineMs = Infinity;
  calm.then(() => deadlineMs = performance.now() + RECOVERY_MS);
  for (let isServed = false; !isServed || stream.unsettled > 0;) {
    const wasCalm = deadlineMs < Infinity;
    const { message, right } = await stream.outcome();
    messages.push(message);
    const isPartial = message.type === "partial";
    demand(
      !isPartial || isSameAnswer(message, right),
      `Expected a partial with ${JSON.stringify(right)}, got ${JSON.stringify(message)}`,
    );
    demand(performance.now() < deadlineMs, `Expected a partial within ${RECOVERY_MS} ms of calm`);
    if (wasCalm && isPartial && !isServed) {
      isServed = true;
      await stream.pause();
    }
  }
  return messages;
}

function judgeErrors(messages: readonly ServerMessage[], mishaps: readonly Mishap[]): void {
  const counts = new Map<ErrorKind, number>();
  for (const message of messages) {
    if (message.type === "error") counts.set(message.kind, (counts.get(message.kind) ?? 0) + 1);
  }
  for (const [kind, count] of counts) {
    const explained = explainedBy(mishaps, kind);
    demand(count <= explained, `Errors of ${kind}: expected at most ${explained}, got ${count}`);
  }
}

/** A busy machine is late by itself, with or without a fault. */
const OF_TIME: readonly ErrorKind[] = ["timeout", "pool_timeout"];

/** What strikes a connection, or all requests at once, explains any number of errors. */
function explainedBy(mishaps: readonly Mishap[], kind: ErrorKind): number {
  if (OF_TIME.includes(kind)) return Infinity;
  if (mishaps.some(({ others }) => others.includes(kind))) return Infinity;
  return mishaps.filter(({ own }) => own.includes(kind)).length;
}
