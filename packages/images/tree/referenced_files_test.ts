import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { referencedFiles } from "./referenced_files.ts";

test("referencedFiles finds what a module names beside itself, and nothing else", () => {
  const text = `
    new Worker(new URL("./thread.ts", import.meta.url));
    const page = new URL(
      "../page/index.html",
      import.meta.url,
    );
    new URL("https://example.org", import.meta.url);
    new URL("./not_ours.ts", base);
  `;
  assertEquals(referencedFiles(text, "file:///src/a/main.ts"), [
    "file:///src/a/thread.ts",
    "file:///src/page/index.html",
  ]);
});
