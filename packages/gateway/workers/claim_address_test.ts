import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { claimAddress } from "./claim_address.ts";

test("claimAddress refuses a port on which somebody listens, and accepts it afterwards", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    const error = await assertRejects(() => claimAddress(host, port)) as NodeJS.ErrnoException;
    assertEquals(error.code, "EADDRINUSE");
  }
  server.close();
  await once(server, "close");
  await claimAddress("127.0.0.1", port);
});

test("claimAddress refuses an address that is not this machine's", async () => {
  // TEST-NET-1 of RFC 5737: nobody's.
  await assertRejects(() => claimAddress("192.0.2.1", 0));
});
