import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { SendTimes } from "./send_times.ts";

test("SendTimes knows each open frame's time, however many are open", () => {
  const steps = fc.array(
    fc.record({ pushed: fc.nat(300), released: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(steps, (list) => {
    const times = new SendTimes();
    let released = 0;
    for (const step of list) {
      for (let i = 0; i < step.pushed; i++) times.push(-1);
      for (let seq = released + 1; seq <= times.newest; seq++) times.set(seq, seq * 20);
      released += Math.floor((times.newest - released) * step.released);
      times.release(released);
      for (let seq = released + 1; seq <= times.newest; seq++) {
        assertEquals(times.at(seq), seq * 20);
      }
    }
    assertEquals(times.newest, list.reduce((sum, { pushed }) => sum + pushed, 0));
  }));
});
