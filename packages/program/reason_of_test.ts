import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reasonOf } from "./reason_of.ts";

const refused = ["::1", "127.0.0.1"].map((host) => new Error(`connect ECONNREFUSED ${host}:9`));
const errors: [what: string, error: unknown, reason: string][] = [
  ["an error", new Error("expected this, got that"), "expected this, got that"],
  [
    "an error for each address of a name",
    Object.assign(new AggregateError(refused), { code: "ECONNREFUSED" }),
    "connect ECONNREFUSED ::1:9, connect ECONNREFUSED 127.0.0.1:9",
  ],
  ["errors with a message of their own", new AggregateError(refused, "nobody"), "nobody"],
  ["a code", Object.assign(new Error(), { code: "ECONNRESET" }), "ECONNRESET"],
  ["no error of several", new AggregateError([]), "AggregateError"],
  ["an error without anything", new TypeError(), "TypeError"],
  ["something else", "enough", "enough"],
];

for (const [what, error, reason] of errors) {
  test(`reasonOf says of ${what}: ${reason}`, () => assertEquals(reasonOf(error), reason));
}
