import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { browserCommand } from "./open_browser.ts";

for (
  const [platform, program] of [["linux", "xdg-open"], ["darwin", "open"], [
    "win32",
    "cmd",
  ]] as const
) {
  test(`browserCommand opens a URL with ${program} on ${platform}`, () => {
    const command = browserCommand(platform, "http://127.0.0.1:3100");
    assertEquals([command[0], command.at(-1)], [program, "http://127.0.0.1:3100"]);
  });
}
