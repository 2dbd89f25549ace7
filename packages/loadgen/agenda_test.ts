import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Agenda } from "./agenda.ts";

test("Agenda runs what is due by its time, and what has the same time in its order", () => {
  const times = fc.array(fc.nat(20), { maxLength: 50, size: "max" });
  fc.assert(fc.property(times, fc.nat(25), (list, nowMs) => {
    const agenda = new Agenda();
    const ran: [number, number][] = [];
    list.forEach((ms, i) => agenda.schedule(ms, () => ran.push([ms, i])));
    const expected = list.map((ms, i): [number, number] => [ms, i]).sort(([a, i], [b, j]) =>
      a - b || i - j
    );
    agenda.runDue(nowMs);
    assertEquals(ran, expected.filter(([ms]) => ms <= nowMs));
    agenda.runDue(Infinity);
    assertEquals(ran, expected);
  }));
});

test("Agenda runs what is scheduled for now while it runs, but not what is for later", () => {
  const agenda = new Agenda();
  const ran: string[] = [];
  agenda.schedule(1, () => {
    agenda.schedule(1, () => ran.push("now"));
    agenda.schedule(3, () => ran.push("later"));
  });
  agenda.runDue(2);
  assertEquals(ran, ["now"]);
});
