import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { askReadiness, readyUrl } from "./ask_readiness.ts";
import type { Readiness } from "./ask_readiness.ts";

/** What a gateway that answers like this is taken for. */
async function ask(listener: RequestListener, patienceMs?: number): Promise<Readiness> {
  const server = createServer(listener);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await askReadiness(`ws://127.0.0.1:${port}/ws/stt`, patienceMs);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("readyUrl is at the place of the gateway, with TLS where that has it", () => {
  assertEquals(readyUrl("ws://127.0.0.1:3000/ws/stt"), "http://127.0.0.1:3000/ready");
  assertEquals(readyUrl("wss://example.org/ws/stt"), "https://example.org/ready");
});

test("askReadiness gives status and first line", async () => {
  const readiness = await ask((request, response) => {
    response.writeHead(request.url === "/ready" ? 503 : 404).end("full\nand more\n");
  });
  assertEquals(readiness, { status: 503, text: "full" });
});

test("askReadiness cuts a long answer, and doesn't follow it elsewhere", async () => {
  const { status, text } = await ask((_, response) => {
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end("x".repeat(1000));
  });
  assertEquals([status, text.length], [302, 200]);
});

test("askReadiness reads no more of an answer without end than it shows", async () => {
  const { status, text } = await ask((_, response) => {
    response.writeHead(200);
    const write = () => {
      while (!response.destroyed && response.write("x".repeat(1000)));
    };
    response.on("drain", write);
    write();
  });
  assertEquals([status, text.length], [200, 200]);
});

test("askReadiness says why there was no answer", async () => {
  const { status, text } = await askReadiness("ws://127.0.0.1:1/ws/stt");
  assertEquals(status, null);
  assert(text.length > 0);
});

test("askReadiness doesn't wait for ever", async () => {
  assertEquals(await ask(() => {}, 50), { status: null, text: "no answer within 50 ms" });
});
