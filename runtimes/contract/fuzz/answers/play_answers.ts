import type { Buffer } from "node:buffer";
import { demand } from "@stt-bench/conformance";
import type { InferenceAnswer } from "@stt-bench/protocol";
import { answerOf, isSameAnswer } from "../audio_ledger.ts";
import type { Ground } from "../ground.ts";
import { Stream } from "../stream.ts";
import type { Outcome } from "../stream.ts";
import { bodyOf } from "./body_spec.ts";
import type { BodySpec } from "./body_spec.ts";
import { strictAnswer } from "./strict_answer.ts";

/** Sessions that the answers are for. */
const SESSIONS = 8;

/** Characters of an answer that are worth quoting. */
const EXCERPT_LENGTH = 400;

/**
 * Lets the model answer with `specs`, and demands that those which are answers become partials, and
 * each of the others a `parse_error`. Which session gets which one is nobody's choice.
 *
 * @throws {Violation}
 */
export async function playAnswers(ground: Ground, specs: readonly BodySpec[]): Promise<void> {
  const bodies = specs.map(bodyOf);
  const { simulator } = ground.bed;
  try {
    await ground.withDoor(async (door) => {
      const numbers = Array.from({ length: SESSIONS }, (_, i) => i);
      const streams = await Promise.all(numbers.map((audio) => Stream.open(door, audio)));
      await simulator.plan(
        bodies.map((body) => ({ kind: "bytes", base64: body.toString("base64") })),
      );
      const planned = bodies.values();
      const outcomes = await Promise.all(streams.map((stream) => useUp(planned, stream)));
      judge(bodies, outcomes.flat());
    });
  } finally {
    await simulator.forgive();
  }
}

/** Has a frame answered for each that is left of `planned`, one after the other, and one more. */
async function useUp(planned: Iterator<Buffer>, stream: Stream): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let isLast = false; !isLast;) {
    isLast = planned.next().done === true;
    stream.send();
    outcomes.push(await stream.outcome());
  }
  return outcomes;
}

function judge(bodies: readonly Buffer[], outcomes: readonly Outcome[]): void {
  const expected = bodies.map(strictAnswer).filter((answer) => answer !== undefined);
  const refused: string[] = [];
  for (const { message, right } of outcomes) {
    if (message.type === "error") {
      demand(message.kind === "parse_error", `Expected parse_error, got ${excerpt(message)}`);
      refused.push(message.message);
    } else if (!isSameAnswer(message, right)) {
      demand(take(expected, message), `Expected no partial of ${excerpt(answerOf(message))}`);
    }
  }
  demand(
    expected.length === 0,
    `Expected partials of ${excerpt(expected)}, got ${refused.join("; ") || "no parse_error"}`,
  );
  const wrong = bodies.filter((body) => strictAnswer(body) === undefined).length;
  demand(refused.length === wrong, `Expected ${wrong} parse_errors, got ${refused.length}`);
}

function excerpt(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > EXCERPT_LENGTH ? `${json.slice(0, EXCERPT_LENGTH)}…` : json;
}

/** Takes the answer that is the same as `answer` out of `from`; false when there is none. */
function take(from: InferenceAnswer[], answer: InferenceAnswer): boolean {
  const at = from.findIndex((each) => isSameAnswer(each, answer));
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}
