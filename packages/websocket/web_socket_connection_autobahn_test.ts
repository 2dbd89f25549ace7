import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { autobahnGroups } from "./testing/autobahn/mod.ts";
import { concat, encodeFrame, KEY } from "./testing/encode_frame.ts";
import { record, ROLES } from "./testing/recorded_connection.ts";
import { splits } from "./testing/splits.ts";

for (const { id, does, frames, expected } of Object.values(autobahnGroups).flat()) {
  test(`Case ${id}: a connection ${does}, in either role and however it's cut`, () => {
    for (const role of ROLES) {
      const key = role === "server" ? { key: KEY } : {};
      const bytes = concat(...frames.map((frame) => encodeFrame({ ...frame, ...key })));
      for (const chunks of splits(bytes)) assertEquals(record(role, chunks), [...expected]);
    }
  });
}
