import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { TurningClient } from "./turning_client.ts";

/** A client whose name answers what the test says; clients are called by their addresses. */
async function open(answers: (string | undefined)[]) {
  const clock = new ManualClock();
  const asked: string[] = [];
  const closed: string[] = [];
  const turning = new TurningClient<string>({
    create: (address = "by name") => address,
    close: (client) => closed.push(client),
    hostname: "model",
    turns: {
      pick(hostname) {
        asked.push(hostname);
        const answer = answers.shift();
        return answer === "unknown" ? Promise.reject(new Error()) : Promise.resolve(answer);
      },
    },
    clock,
  });
  const first = turning.current;
  await settle();
  return { turning, clock, asked, closed, first };
}

/** Whatever has been answered by now has been heard. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

test("TurningClient has a client at once, and soon one for the address whose turn it is", async () => {
  const { turning, first, asked } = await open(["192.0.2.1"]);
  assertEquals([first, turning.current, asked], ["by name", "192.0.2.1", ["model"]]);
});

test("TurningClient goes to the next address when a request fails", async () => {
  const { turning, clock } = await open(["192.0.2.1", "192.0.2.2"]);
  clock.advance(1000);
  turning.failed("192.0.2.1");
  await settle();
  assertEquals(turning.current, "192.0.2.2");
});

test("TurningClient closes each client whose place another one takes", async () => {
  const { turning, clock, closed } = await open(["192.0.2.1", undefined, "192.0.2.2"]);
  assertEquals(closed, ["by name"]);
  for (const expected of [["by name"], ["by name", "192.0.2.1"]]) {
    clock.advance(1000);
    turning.failed("192.0.2.1");
    await settle();
    assertEquals(closed, expected);
  }
});

test("TurningClient turns once for requests that fail together", async () => {
  const { turning, clock, asked } = await open(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
  clock.advance(1000);
  turning.failed("192.0.2.1");
  turning.failed("192.0.2.1");
  await settle();
  turning.failed("192.0.2.1");
  turning.failed("192.0.2.2");
  await settle();
  assertEquals([turning.current, asked.length], ["192.0.2.2", 2]);
});

for (const [what, answer] of [["there is no choice", undefined], ["nobody knows it", "unknown"]]) {
  test(`TurningClient connects by name where ${what}`, async () => {
    const { turning } = await open([answer]);
    assertEquals(turning.current, "by name");
  });
}

test("TurningClient keeps its client when the name is gone, and asks again", async () => {
  const { turning, clock } = await open(["192.0.2.1", "unknown", "192.0.2.2"]);
  for (const expected of ["192.0.2.1", "192.0.2.2"]) {
    clock.advance(1000);
    turning.failed("192.0.2.1");
    await settle();
    assertEquals(turning.current, expected);
  }
});
