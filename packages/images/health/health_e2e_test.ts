import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes } from "@std/assert";

const script = fileURLToPath(new URL("./main.ts", import.meta.url));

async function check(port: number): Promise<{ code: number; said: string }> {
  return await new Promise((resolve) => {
    const env = { PATH: Deno.env.get("PATH") ?? "", HOME: "/", PORT: String(port) };
    execFile(
      Deno.execPath(),
      ["run", "-A", "--no-config", script],
      { env },
      (error, _out, said) => {
        resolve({ code: error === null ? 0 : Number(error.code), said });
      },
    );
  });
}

test("The health check is 0 for status 200, else 1 with the reason", async () => {
  let status = 200;
  const paths: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    paths.push(url);
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  assertEquals((await check(port)).code, 0);
  status = 503;
  const unhealthy = await check(port);
  assertEquals(unhealthy.code, 1);
  assertStringIncludes(unhealthy.said, "expected status 200, got status 503");
  assertEquals(paths, ["/health", "/health"]);
  server.close();
  await once(server, "close");
  const gone = await check(port);
  assertEquals(gone.code, 1);
  assertStringIncludes(gone.said, `Cannot get /health on port ${port}`);
});
