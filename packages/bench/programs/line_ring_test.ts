import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { LineRing } from "./line_ring.ts";

test("LineRing keeps the last lines, cut, without blank ones", () => {
  const ring = new LineRing(2, 5);
  for (const line of ["one", "", "two", "  ", "three and more"]) ring.push(line);
  assertEquals(ring.lines, ["two", "three …"]);
});
