import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { choosePinning, describePinning, pinningPrefix } from "./pinning.ts";
import type { PinningFacts } from "./pinning.ts";

const facts = { hasTaskset: true, wanted: true, gatewayCpus: 1, isLimited: false };

function prefixes(change: Partial<PinningFacts>): string[] {
  const pinning = choosePinning({ ...facts, allowedCpus: [0, 1], ...change });
  return (["gateway", "simulator", "tools"] as const)
    .map((role) => pinningPrefix(pinning, role).slice(2).join());
}

test("choosePinning gives the gateway the last CPUs and the tools the others", () => {
  assertEquals(prefixes({ allowedCpus: [0, 1] }), ["1", "0", "0"]);
  assertEquals(prefixes({ allowedCpus: [2, 4, 7] }), ["7", "2,4", "2,4"]);
  assertEquals(prefixes({ allowedCpus: [0, 1, 2, 3], gatewayCpus: 2 }), ["2,3", "0,1", "0,1"]);
});

test("choosePinning puts the simulator beside a gateway that leaves most of its CPU", () => {
  assertEquals(prefixes({ isLimited: true }), ["1", "1", "0"]);
  const pinning = choosePinning({ ...facts, allowedCpus: [0, 1], isLimited: true });
  assertEquals(
    describePinning(pinning),
    "gateway and simulator on CPU 1, load generator on CPU 0",
  );
});

test("pinningPrefix holds a gateway to as many CPUs as it shall use at most", () => {
  const pinning = choosePinning({ ...facts, allowedCpus: [0, 1, 2, 3], gatewayCpus: 2 });
  assertEquals(pinningPrefix(pinning, "gateway", 1), ["taskset", "-c", "2"]);
  assertEquals(describePinning(pinning), "gateway on CPU 2,3, tools on CPU 0,1");
});

test("choosePinning says why it doesn't pin", () => {
  const table: [Partial<PinningFacts>, RegExp][] = [
    [{ allowedCpus: [0] }, /needs 2 CPUs, got 1/],
    [{ allowedCpus: [0, 1], gatewayCpus: 2 }, /needs 3 CPUs, got 2/],
    [{ allowedCpus: [] }, /needs 2 CPUs, got 0/],
    [{ hasTaskset: false }, /taskset was not found/],
    [{ wanted: false }, /turned off/],
  ];
  for (const [change, reason] of table) {
    const pinning = choosePinning({ ...facts, allowedCpus: [0, 1], ...change });
    assertEquals(pinningPrefix(pinning, "gateway"), []);
    assertMatch(describePinning(pinning), reason);
  }
});
