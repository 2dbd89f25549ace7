import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { encodeError } from "./encode_error.ts";
import { roundMs } from "./encode_partial.ts";
import { parseServerMessage } from "./messages.ts";
import { errorMessage } from "./testing/arbitraries.ts";

test("encodeError is what the strict schema accepts, with only the durations rounded", () => {
  fc.assert(fc.property(errorMessage, (error) => {
    const elapsed = error.inference_elapsed_ms;
    assertEquals(parseServerMessage(encodeError(error)), {
      ...error,
      oldest_age_ms: roundMs(error.oldest_age_ms),
      newest_age_ms: roundMs(error.newest_age_ms),
      flush_lateness_ms: roundMs(error.flush_lateness_ms),
      inference_elapsed_ms: elapsed === null ? null : roundMs(elapsed),
    });
  }));
});
