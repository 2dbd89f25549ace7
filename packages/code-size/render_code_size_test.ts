import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { renderCodeSize } from "./render_code_size.ts";

test("renderCodeSize has a row for each gateway and a column for each package, with the sum", () => {
  const text = renderCodeSize([
    { variant: "bun", own: 150, shared: { core: 1000 } },
    { variant: "bun-tuned", own: 90, shared: { core: 1000, http2: 2345 } },
  ]);
  assertEquals(text.split("\n"), [
    "gateway    own  core  http2   all",
    "bun        150  1000      –  1150",
    "bun-tuned   90  1000   2345  3435",
  ]);
});
