import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { headingAnchors } from "./heading_anchors.ts";

test("headingAnchors calls headings what GitHub does", () => {
  const anchors = headingAnchors("# Is it `a` or b?\n\n```sh\n# no\n```\n\n## Limits, honestly\n");
  assertEquals([...anchors], ["is-it-a-or-b", "limits-honestly"]);
});
