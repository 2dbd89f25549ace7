import { assert } from "@std/assert";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { test } from "node:test";
import { freePort } from "./free_port.ts";

test("freePort can be listened on, given up and taken again", async () => {
  const port = await freePort();
  for (let turn = 0; turn < 2; turn++) {
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    assert(socket.localPort !== port, `Expected another port than ${port} at the near end`);
    socket.destroy();
    server.close();
    await once(server, "close");
  }
});

test("freePort yields none that a connection gets by itself", async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  for (const port of ports) assert(port < 32_768, `Expected a port below 32768, got ${port}`);
});
