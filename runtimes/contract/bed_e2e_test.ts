import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { Violation } from "@stt-bench/conformance";
import { INFER_PATH } from "@stt-bench/protocol";
import { Bed } from "./bed.ts";

/** Status of a request to the simulator of `bed`. */
async function infer(bed: Bed): Promise<number> {
  const response = await fetch(bed.simulatorUrl + INFER_PATH, { method: "POST", body: "ab" });
  await response.body?.cancel();
  return response.status;
}

test("Bed leaves no fault of one case to the next one", async () => {
  const bed = await Bed.make("deno");
  try {
    await bed.simulator.plan({ kind: "status", status: 500 }, 2);
    assertEquals(await infer(bed), 500);
    await bed.clear();
    assertEquals(await infer(bed), 200);
  } finally {
    await bed.end();
  }
});

test("Bed keeps a gateway for later cases, and replaces it once it has ended", async () => {
  const bed = await Bed.make("deno");
  try {
    const first = await bed.keptGateway({});
    await bed.clear();
    assertStrictEquals(await bed.keptGateway({}), first);
    first.child.kill("SIGKILL");
    await first.child.exited;
    await assertRejects(() => bed.clear(), Violation, "Expected a kept gateway to live");
    assert(await bed.keptGateway({}) !== first);
    await bed.clear();
  } finally {
    await bed.end();
  }
});

test("Bed ends everything although a gateway has logged what it must not", async () => {
  const bed = await Bed.make("deno");
  const gateways = [await bed.keptGateway({}), await bed.keptGateway({ MAX_SESSIONS: 1 })];
  gateways[0]!.log.add("Segmentation fault");
  await assertRejects(() => bed.end(), Violation, "got Segmentation fault");
  assertEquals(gateways.map(({ child }) => child.hasExited), [true, true]);
  await assertRejects(() => infer(bed), TypeError);
});
