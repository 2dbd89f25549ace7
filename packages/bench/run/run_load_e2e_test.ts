import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runLoad } from "./run_load.ts";

test("runLoad sets no timer when servers end after the load generator", async () => {
  const server = Promise.withResolvers<void>();
  const { summary, problem } = await runLoad({
    args: ["--help"],
    prefix: [],
    expectedMs: 60_000,
    gatewayPid: undefined,
    serverExited: server.promise,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  assertEquals(summary, undefined);
  assertEquals(problem, "the load generator left no summary: it ended with exit code 0");

  const { setTimeout } = globalThis;
  let timers = 0;
  globalThis.setTimeout = ((run: () => void, ms?: number) => {
    timers++;
    return setTimeout(run, ms);
  }) as typeof setTimeout;
  try {
    server.resolve();
    await server.promise;
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  assertEquals(timers, 0);
});
