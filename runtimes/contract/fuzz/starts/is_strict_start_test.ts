import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { isStartMessage } from "@stt-bench/protocol";
import * as fc from "fast-check";
import { startPayloads } from "./arbitrary_starts.ts";
import { isStrictStart } from "./is_strict_start.ts";

const START = '{"type":"start"}';

for (const text of [START, ` {\n"type"\t:"start"\r} `, '{"\\u0074ype":"start"}', `${START} `]) {
  test(`isStrictStart accepts ${JSON.stringify(text)}`, () => assert(isStrictStart(text)));
}

for (
  const text of [
    ...["", "null", '"start"', '["start"]', "{}", '{"type":"Start"}', '{"type":["start"]}'],
    ...['{"type":"start","x":1}', '{"type":"start","__proto__":null}', `\ufeff${START}`],
    ...['{"type":"start"', `${START},`, "{type:'start'}", '{"__proto__":{"type":"start"}}'],
  ]
) {
  test(`isStrictStart refuses ${JSON.stringify(text)}`, () => assert(!isStrictStart(text)));
}

test("isStrictStart and the gateways' own schema agree on whatever is thrown at them", () => {
  const verdicts = new Set<boolean>();
  fc.assert(
    fc.property(startPayloads, (payload) => {
      const text = payload.toString();
      const isStart = isStrictStart(text);
      verdicts.add(isStart);
      assertEquals(isStartMessage(text), isStart);
    }),
    { numRuns: 1000 },
  );
  assertEquals(verdicts.size, 2);
});
