import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { imports } from "./imports.ts";

test("imports finds every way to name a module, and no text that looks like one", () => {
  const source = `
    // import "./comment.js";
    import "./a.js";
    import { b } from "./b.js";
    export * from './c.js';
    export type { D } from "./d.js";
    type E = import("./e.js").E;
    const from = ["from", "x"], text = 'import "./text.js"';
  `;
  assertEquals(imports(source), ["./a.js", "./b.js", "./c.js", "./d.js", "./e.js"]);
});
