import { test } from "node:test";
import { assertNotEquals } from "@std/assert";
import { CloseCode } from "@stt-bench/protocol";
import { closeMeaning } from "./close_codes.js";

for (const [name, code] of Object.entries(CloseCode)) {
  test(`closeMeaning knows ${code} (${name}), which a gateway sends`, () => {
    assertNotEquals(closeMeaning(code), closeMeaning(4711));
  });
}
