import { createServer } from "node:net";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { Gateway } from "@stt-bench/gateway";
import { listen } from "./listen.ts";

const ADDRESS = { hostname: "127.0.0.1", port: 0, reusePort: false };

function setUp() {
  const problems: string[] = [];
  const gateway = new Gateway({
    clock: new ManualClock(),
    inference: { infer: () => ({ cancel() {} }) },
    settings: {},
    maxSessions: 1,
    connections: { onShortage: (problem) => problems.push(problem) },
    build: {
      runtime: "node",
      version: "1.2.3",
      variant: "test",
      inference_client: "none",
      inference_protocol: "none",
    },
  });
  return { gateway, problems, server: createServer() };
}

test("listen counts a connection that could not be accepted as turned away, and goes on", async () => {
  const { gateway, problems, server } = setUp();
  await listen(server, gateway, ADDRESS);
  server.emit("error", new Error("accept EMFILE"));
  assertEquals([problems, gateway.refusals.connections], [["accept EMFILE"], 1]);
  assertEquals(server.listening, true);
  server.close();
});

test("listen rejects with the system's code where somebody else listens", async () => {
  const { gateway, problems, server } = setUp();
  const { port } = await listen(server, gateway, ADDRESS);
  const listening = listen(createServer(), gateway, { ...ADDRESS, port });
  const error = await assertRejects(() => listening);
  assertEquals([(error as NodeJS.ErrnoException).code, problems], ["EADDRINUSE", []]);
  server.close();
});
