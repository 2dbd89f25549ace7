import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assertRejects } from "@std/assert";
import { readConfig } from "./config.ts";
import { startSimulator } from "./simulator.ts";

test("startSimulator leaves no threads behind when its port is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const config = readConfig({ PORT: String(port), WORKER_THREADS: "1" });
  await assertRejects(() => startSimulator(config), Error, "expected a free port");
  other.close();
  await once(other, "close");
});
