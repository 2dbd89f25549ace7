import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { startGateway } from "./programs.ts";
import type { Runtime } from "./runtime.ts";
import { reactorVariants, splitVariants } from "./variants.ts";

const ownClients: Readonly<Record<Runtime, string>> = {
  deno: "fetch",
  node: "http2",
  bun: "http2",
};

for (const { name, runtime, tuned } of splitVariants) {
  test(`Gateway ${name} has the sockets and the client that its name says`, async () => {
    const { child, event } = await startGateway(name);
    await child.stop();
    const hasTunedClient = tuned === "client" || tuned === "both";
    const hasTunedSockets = tuned === "sockets" || tuned === "both";
    assertEquals(event.inference_client, hasTunedClient ? "tuned" : ownClients[runtime]);
    assertEquals(event["variant"], hasTunedSockets ? `${runtime}-tuned` : runtime);
  });
}

for (const { name } of reactorVariants) {
  test(`Gateway ${name} is on libc, client and all`, async () => {
    const { child, event } = await startGateway(name);
    await child.stop();
    assertEquals([event.inference_client, event["variant"]], ["reactor", name]);
  });
}
