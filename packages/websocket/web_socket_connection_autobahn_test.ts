import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { closing } from "./testing/autobahn/closing.ts";
import { fragmentation } from "./testing/autobahn/fragmentation.ts";
import { payloadSizes } from "./testing/autobahn/payload_sizes.ts";
import { pings } from "./testing/autobahn/pings.ts";
import { reserved } from "./testing/autobahn/reserved.ts";
import { utf8 } from "./testing/autobahn/utf8.ts";
import { concat, encodeFrame, KEY } from "./testing/encode_frame.ts";
import { record, ROLES } from "./testing/recorded_connection.ts";
import { splits } from "./testing/splits.ts";

const cases = [...payloadSizes, ...pings, ...reserved, ...fragmentation, ...utf8, ...closing];

for (const { id, does, frames, expected } of cases) {
  test(`Case ${id}: a connection ${does}, in either role and however it's cut`, () => {
    for (const role of ROLES) {
      const key = role === "server" ? { key: KEY } : {};
      const bytes = concat(...frames.map((frame) => encodeFrame({ ...frame, ...key })));
      for (const chunks of splits(bytes)) assertEquals(record(role, chunks), [...expected]);
    }
  });
}
