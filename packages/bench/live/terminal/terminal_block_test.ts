import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { TerminalBlock } from "./terminal_block.ts";
import { Screen } from "../testing/screen.ts";

test("TerminalBlock draws over what it has drawn, longer and shorter", () => {
  const screen = new Screen();
  screen.write("$ bench\n");
  const block = new TerminalBlock(screen);
  block.draw(["one", "two", "three"]);
  block.draw(["uno!", "2"]);
  assertEquals(screen.lines, ["$ bench", "uno!", "2"]);
  block.draw(["", "a", "b", "c"]);
  assertEquals(screen.lines, ["$ bench", "a", "b", "c"]);
});

test("TerminalBlock leaves what replaces it, and goes on below", () => {
  const screen = new Screen();
  const block = new TerminalBlock(screen);
  block.draw(["working", "50 %"]);
  block.replace(["done"]);
  block.draw(["next"]);
  block.draw(["next, still"]);
  assertEquals(screen.lines, ["done", "next, still"]);
});

test("TerminalBlock finds its place when the terminal has become narrower", () => {
  const screen = new Screen(40);
  screen.write("$ bench\n");
  const block = new TerminalBlock(screen);
  block.draw(["\x1b[32mthirty characters are in here.\x1b[39m", "short"]);
  screen.narrow(12);
  block.draw(["fits now", "so does this"]);
  assertEquals(screen.lines, ["$ bench", "fits now", "so does this"]);
});

test("TerminalBlock never hides the cursor, so that nothing is to be put right", () => {
  const screen = new Screen();
  const block = new TerminalBlock(screen);
  block.draw(["a"]);
  block.draw(["b"]);
  block.replace(["c"]);
  // CSI ? starts everything that would outlive us: a hidden cursor, an alternate screen.
  assertEquals(screen.written.join("").includes("\x1b[?"), false);
});
