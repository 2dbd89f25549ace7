import { once } from "node:events";
import { createServer, Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ModelLine } from "./model_line.ts";

test("ModelLine switches although an error ends a connection meanwhile", async () => {
  const model = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(model, "listening");
  const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}`;
  const line = await ModelLine.to(url);
  const gateway = new Socket().on("error", () => {});
  gateway.connect(Number(new URL(line.url).port), "127.0.0.1");
  await once(gateway, "connect");
  while (line.connections === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const switched = line.switchTo(url);
  gateway.resetAndDestroy();
  await switched;
  assertEquals(line.connections, 1);
  await line.refuse();
  model.close();
});
