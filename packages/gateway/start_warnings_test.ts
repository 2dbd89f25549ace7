import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { startWarnings, worstSessionBytes } from "./start_warnings.ts";

const configuration = {
  MAX_SESSIONS: 1000,
  MAX_BUFFERED_FRAMES: 250,
  MAX_MESSAGE_BYTES: 8192,
  WORKERS: 1,
};
const worst = 1000 * (2 * 160_000 + 8192 + 65_536);

test("worstSessionBytes counts what is buffered, in flight, unfinished and unread", () => {
  assertEquals(1000 * worstSessionBytes(configuration), worst);
});

test("startWarnings has nothing to say when everything fits, or nobody knows", () => {
  const unknown = { memoryBytes: undefined, openFiles: undefined };
  assertEquals(startWarnings(configuration, unknown), []);
  assertEquals(startWarnings(configuration, { memoryBytes: worst, openFiles: 1064 }), []);
});

test("startWarnings names what doesn't fit", () => {
  const tight = { memoryBytes: worst - 1, openFiles: 1063 };
  assertEquals(startWarnings(configuration, tight).map(({ properties }) => properties), [
    { max_sessions: 1000, worst_bytes: worst, max_memory_bytes: worst - 1 },
    { max_sessions: 1000, max_connections: 999 },
  ]);
  assertEquals(startWarnings({ ...configuration, WORKERS: 2 }, tight).length, 1);
});
