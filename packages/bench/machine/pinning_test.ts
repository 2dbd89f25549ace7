import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { choosePinning, describePinning, pinningPrefix } from "./pinning.ts";

const facts = { hasTaskset: true, wanted: true };

test("choosePinning gives the gateway the last CPU and the tools the others", () => {
  const table: [number[], number[], number[]][] = [
    [[0, 1], [1], [0]],
    [[2, 4, 7], [7], [2, 4]],
  ];
  for (const [allowedCpus, gatewayCpus, toolCpus] of table) {
    const pinning = choosePinning({ ...facts, allowedCpus });
    assertEquals(pinning, { pinned: true, gatewayCpus, toolCpus });
    assertEquals(pinningPrefix(pinning, "gateway"), ["taskset", "-c", gatewayCpus.join(",")]);
    assertEquals(pinningPrefix(pinning, "tools"), ["taskset", "-c", toolCpus.join(",")]);
  }
});

test("choosePinning says why it doesn't pin", () => {
  const table: [Partial<Parameters<typeof choosePinning>[0]>, RegExp][] = [
    [{ allowedCpus: [0] }, /needs 2 CPUs, got 1/],
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
