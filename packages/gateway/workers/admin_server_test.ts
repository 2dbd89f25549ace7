import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { AdminServer } from "./admin_server.ts";

/** The admin port of a gateway that is full. */
async function listen(): Promise<AdminServer> {
  const refusal = { reason: "full", status: 503, headers: { "retry-after": "1" } } as const;
  const admin = await AdminServer.listen("127.0.0.1", 0);
  admin.answerWith({
    refuseSession: () => ({ ...refusal, message: "no room" }),
    scrape: () => Promise.resolve("metrics\n"),
  });
  return admin;
}

test("AdminServer answers health, readiness and metrics, and nothing else", async () => {
  const admin = await listen();
  const answers = [
    ["GET", "/health", 200, "ok\n"],
    ["GET", "/ready", 503, "no room\n"],
    ["GET", "/metrics", 200, "metrics\n"],
    ["HEAD", "/health", 200, ""],
    ["POST", "/health", 405, "Expected GET, got POST\n"],
    ["GET", "/ws/stt", 404, "404 Not Found"],
  ] as const;
  for (const [method, path, status, body] of answers) {
    const response = await fetch(admin.url + path, { method });
    assertEquals([method, path, response.status, await response.text()], [
      method,
      path,
      status,
      body,
    ]);
  }
  await admin.close();
});

/** Sends a request that no `fetch` would send; resolves once it is answered, or cut. */
async function say(url: string, requestLine: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(`${requestLine}\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  socket.resume();
  await once(socket, "close");
}

for (const line of ["TRACE /health HTTP/1.1", "GET http://[ HTTP/1.1", "OPTIONS * HTTP/1.1"]) {
  test(`AdminServer goes on behind ${line}`, async () => {
    const admin = await listen();
    await say(admin.url, line);
    assertEquals((await fetch(`${admin.url}/health`)).status, 200);
    await admin.close();
  });
}
