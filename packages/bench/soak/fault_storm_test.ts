import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { FaultStorm } from "./fault_storm.ts";

const SECONDS = 200;
const SESSIONS = 100;

async function storm(seed: number) {
  const plans: unknown[] = [];
  const storm = new FaultStorm(seed, (plan) => {
    plans.push(...plan);
    return Promise.resolve();
  });
  for (let second = 0; second < SECONDS; second++) storm.blow();
  await storm.calm();
  return { storm, plans };
}

test("FaultStorm asks for the same faults under the same seed, and counts each", async () => {
  const { storm: first, plans } = await storm(5);
  assertEquals((await storm(5)).plans, plans);
  const counted = Object.values(first.counts).reduce((sum, count) => sum + count, 0);
  assertEquals(counted, plans.length);
  assert(plans.length > SECONDS && plans.length < 2 * SECONDS, `${plans.length}`);
});

test("FaultStorm explains one error for each answer that it spoilt", async () => {
  const { storm: blown } = await storm(5);
  assertEquals(
    blown.explains("parse_error", SESSIONS),
    blown.counts["body"]! + blown.counts["reset"]!,
  );
  const slow = blown.counts["stall"]! + blown.counts["drip"]!;
  assertEquals(blown.explains("timeout", SESSIONS), slow + blown.counts["retry-after"]! * SESSIONS);
});

test("FaultStorm explains an error of each session where a connection went", async () => {
  const { storm: blown } = await storm(5);
  const connections = blown.counts["reset"]! + blown.counts["goaway"]!;
  assertEquals(
    blown.explains("connection_reset", SESSIONS),
    connections * SESSIONS + blown.counts["rst-stream"]!,
  );
});

test("FaultStorm explains nothing that it has not asked for", () => {
  const calm = new FaultStorm(1, () => Promise.resolve());
  for (const kind of ["connection_reset", "timeout", "overflow"]) {
    assertEquals(calm.explains(kind, SESSIONS), 0);
  }
  calm.restarted();
  assertEquals([calm.restarts, calm.explains("connection_reset", SESSIONS)], [1, 600]);
  assertEquals(calm.explains("parse_error", SESSIONS), 0);
});

test("FaultStorm tells at the end, and not before, that faults could not be injected", async () => {
  const storm = new FaultStorm(1, () => Promise.reject(new Error("Cannot inject faults")));
  for (let second = 0; second < 10; second++) storm.blow();
  // Here a rejection that nobody handles would fail the test.
  await new Promise((resolve) => setTimeout(resolve));
  await assertRejects(() => storm.calm(), Error, "Cannot inject faults");
});
