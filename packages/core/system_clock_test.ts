import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { systemClock } from "./system_clock.ts";

/** Which of the timers with these names and delays have run when one with `lastMs` does. */
async function ranBefore(
  lastMs: number,
  delaysMs: Readonly<Record<string, number>>,
): Promise<string[]> {
  const ran: string[] = [];
  const nowMs = systemClock.now();
  const cancels = Object.entries(delaysMs).map(([name, delayMs]) =>
    systemClock.schedule(nowMs + delayMs, () => ran.push(name))
  );
  await new Promise<void>((resolve) => systemClock.schedule(nowMs + lastMs, resolve));
  for (const cancel of cancels) cancel();
  return ran;
}

test("systemClock runs what is due, or was, before what is due later", async () => {
  assertEquals(await ranBefore(20, { past: -5, now: 0, soon: 2 }), ["past", "now", "soon"]);
});

test("systemClock does not run at once what is further away than 32 bits of milliseconds", async () => {
  assertEquals(await ranBefore(20, { weeks: 2 ** 31 + 1, years: 2 ** 40 }), []);
});

test("systemClock does not run what was cancelled, near or far", async () => {
  const ran: string[] = [];
  const nowMs = systemClock.now();
  for (const delayMs of [1, 2 ** 40]) systemClock.schedule(nowMs + delayMs, () => ran.push("x"))();
  await new Promise<void>((resolve) => systemClock.schedule(nowMs + 20, resolve));
  assertEquals(ran, []);
});
