import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { publishedResults } from "../model/published_results.ts";
import { resultSet } from "../testing/result_set.ts";
import { renderMethod } from "./render_method.ts";

test("renderMethod names each set by its heading, also one with spaces in its name", () => {
  const sets = ["existing 10w-45m-31s", "existing 10w-90m-31s"].map((id) => resultSet([], { id }));
  const text = String(renderMethod({ sets, published: publishedResults }));
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
  assertEquals(all(/<article aria-labelledby="([^"]*)"/g), ["method-1", "method-2"]);
  assertEquals(all(/<h3 id="([^"]*)">/g), ["method-1", "method-2"]);
});
