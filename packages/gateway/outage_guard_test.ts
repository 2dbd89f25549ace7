import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import type { Post, TransportHandler, TransportResult } from "./inference_transport.ts";
import { OutageGuard } from "./outage_guard.ts";

const ANSWER: TransportResult = { outcome: "answered", status: 200, body: "{}" };
const ERROR: TransportResult = { outcome: "answered", status: 500, body: "" };
const LOST: TransportResult = { outcome: "lost", message: "refused" };

/** A guard before a client whose part the test plays. */
function setUp() {
  const clock = new ManualClock();
  /** Posts that the client has got and not ended, oldest first. */
  const attempts: TransportHandler[] = [];
  const guard = new OutageGuard({
    clock,
    // Pauses of half their length: 25, 50, 100 ms …
    random: () => 0,
    transport: {
      post(_, handler) {
        attempts.push(handler);
        return {
          cancel() {
            attempts.splice(attempts.indexOf(handler), 1);
            handler.onEnd({ outcome: "lost", message: "given up" });
          },
        };
      },
    },
  });
  const results: string[] = [];
  const post = (): Post =>
    guard.post({ bytes: new Uint8Array(640), frames: 1 }, {
      onEnd: (result) => results.push(result.outcome),
    });
  const postMany = (count: number): Post[] => Array.from({ length: count }, post);
  const end = (...ends: readonly TransportResult[]) => {
    for (const result of ends) attempts.shift()!.onEnd(result);
  };
  return { clock, attempts, results, post, postMany, end };
}

/** The same after two posts in a row were lost. */
function setUpOutage() {
  const outage = setUp();
  outage.postMany(2);
  outage.end(LOST, LOST);
  outage.results.length = 0;
  return outage;
}

test("OutageGuard hands posts and results on", () => {
  const { clock, attempts, results, postMany, end } = setUp();
  postMany(4);
  assertEquals(attempts.length, 4);
  end(ANSWER, LOST, ERROR, LOST);
  assertEquals(results, ["answered", "lost", "answered", "lost"]);
  const [post] = postMany(1);
  post!.cancel();
  assertEquals([results.at(-1), clock.pending], ["lost", 0]);
});

test("OutageGuard lets posts wait after two in a row were lost, and one of them try", () => {
  const { clock, attempts, results, postMany } = setUpOutage();
  postMany(100);
  assertEquals(attempts.length, 0);
  clock.advance(25);
  assertEquals([attempts.length, results], [1, []]);
  postMany(100);
  clock.advance(10_000);
  assertEquals(attempts.length, 1);
});

test("OutageGuard lets all go once one was answered, whatever the answer", () => {
  for (const answer of [ANSWER, ERROR]) {
    const { clock, attempts, postMany, end } = setUpOutage();
    postMany(3);
    clock.advance(25);
    end(answer);
    assertEquals(attempts.length, 2);
    postMany(1);
    assertEquals([attempts.length, clock.pending], [3, 0]);
  }
});

test("OutageGuard loses those that wait with the one that tries, and spaces the tries", () => {
  const { clock, attempts, results, postMany, end } = setUpOutage();
  const tries = [];
  for (let ms = 0; ms < 3000; ms += 5) {
    postMany(1);
    if (attempts.length > 0) {
      end(LOST);
      tries.push(ms);
    }
    clock.advance(5);
  }
  assertEquals(tries, [25, 75, 175, 375, 775, 1275, 1775, 2275, 2775]);
  assertEquals(new Set(results), new Set(["lost"]));
});

test("OutageGuard has the next one try when the one that tries is given up", () => {
  const { clock, attempts, results, postMany } = setUpOutage();
  const [first, second] = postMany(3);
  clock.advance(25);
  second!.cancel();
  assertEquals(results, ["not_sent"]);
  first!.cancel();
  assertEquals([results, attempts.length], [["not_sent", "lost"], 1]);
});

test("OutageGuard doesn't take posts that were given up for lost", () => {
  const { attempts, postMany } = setUp();
  for (const post of postMany(5)) post.cancel();
  postMany(3);
  assertEquals(attempts.length, 3);
});

test("OutageGuard ends an outage by the late answer to a post from before", () => {
  const { attempts, postMany, end } = setUp();
  postMany(4);
  end(LOST, LOST);
  postMany(2);
  end(LOST);
  assertEquals(attempts.length, 1);
  end(ANSWER);
  assertEquals(attempts.length, 2);
});
