import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { runtimeTransport } from "../testing/runtime_transport.ts";
import { targetOf } from "./transport.ts";
import type { Connection } from "./transport.ts";

const transport = runtimeTransport();

/** A connection to `server`, and a promise for each thing that it tells. */
function connect(port: number) {
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<string | undefined>();
  const received: number[] = [];
  let drained = Promise.withResolvers<void>();
  let onReceived = Promise.withResolvers<void>();
  const connection = transport.connect({ hostname: "127.0.0.1", port, tls: false }, {
    opened: () => opened.resolve(),
    received(bytes) {
      received.push(...bytes);
      onReceived.resolve();
      onReceived = Promise.withResolvers();
    },
    drained() {
      drained.resolve();
      drained = Promise.withResolvers();
    },
    closed: (problem) => closed.resolve(problem),
  });
  return {
    connection,
    opened: opened.promise,
    closed: closed.promise,
    received,
    nextReceived: () => onReceived.promise,
    nextDrained: () => drained.promise,
  };
}

/** Runs `use` with a server and its first socket's arrival. */
async function withServer(
  use: (port: number, accepted: Promise<Socket>, server: Server) => Promise<void>,
): Promise<void> {
  const server = createServer({ pauseOnConnect: true });
  const accepted = once(server, "connection").then(([socket]) => {
    (socket as Socket).on("error", () => {});
    return socket as Socket;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use((server.address() as AddressInfo).port, accepted, server);
  } finally {
    accepted.then((socket) => socket.destroy(), () => {});
    server.close();
  }
}

function fill(connection: Connection, bytes: Uint8Array): number {
  for (let writes = 1; writes < 100_000; writes++) if (!connection.write(bytes)) return writes;
  throw new Error("expected the kernel's buffer to fill, got no end");
}

test("Transport connects, carries bytes both ways, and tells when the peer closes", async () => {
  await withServer(async (port, accepted) => {
    const client = connect(port);
    await client.opened;
    const socket = await accepted;
    assert(client.connection.write(Uint8Array.of(1, 2, 3)));
    socket.resume();
    const [chunk] = await once(socket, "data");
    assertEquals([...chunk], [1, 2, 3]);
    const received = client.nextReceived();
    socket.write(Uint8Array.of(4, 5));
    await received;
    assertEquals(client.received, [4, 5]);
    socket.end();
    assertEquals(await client.closed, undefined);
  });
});

test("Transport tells when the kernel takes no more, and when it has taken everything", async () => {
  await withServer(async (port, accepted) => {
    const client = connect(port);
    await client.opened;
    const socket = await accepted;
    const frame = new Uint8Array(64_800).map((_, i) => i);
    const writes = fill(client.connection, frame);
    const drained = client.nextDrained();
    let bytes = 0;
    let isIntact = true;
    const whole = Promise.withResolvers<void>();
    socket.on("data", (chunk: Uint8Array) => {
      for (const byte of chunk) isIntact &&= byte === (bytes++ % 64_800 & 0xff);
      if (bytes === writes * 64_800) whole.resolve();
    });
    socket.resume();
    await drained;
    await whole.promise;
    assert(isIntact);
    assert(client.connection.write(Uint8Array.of(0)));
    client.connection.destroy();
  });
});

test("Transport sends what was written before it closes its half", async () => {
  await withServer(async (port, accepted) => {
    const client = connect(port);
    await client.opened;
    const socket = await accepted;
    client.connection.write(Uint8Array.of(7));
    client.connection.end();
    const bytes: number[] = [];
    socket.on("data", (chunk: Uint8Array) => bytes.push(...chunk)).resume();
    await once(socket, "end");
    assertEquals(bytes, [7]);
  });
});

test("Transport names the problem when nobody listens", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const problem = await connect(port).closed;
  assert(problem !== undefined && problem !== "", `${problem}`);
});

test("Transport says nothing after it was destroyed, also while it connects", async () => {
  await withServer(async (port, accepted) => {
    const calls: string[] = [];
    const note = (what: string) => () => calls.push(what);
    const handler = {
      opened: note("opened"),
      received: note("received"),
      drained: note("drained"),
      closed: note("closed"),
    };
    transport.connect({ hostname: "127.0.0.1", port, tls: false }, handler).destroy();
    const other = connect(port);
    await other.opened;
    await accepted;
    other.connection.destroy();
    assertEquals(calls, []);
  });
});

const targets: [url: string, hostname: string, port: number, tls: boolean][] = [
  ["ws://127.0.0.1:3000/ws/stt", "127.0.0.1", 3000, false],
  ["ws://host/ws/stt", "host", 80, false],
  ["wss://host/ws/stt", "host", 443, true],
  ["ws://[::1]:9/ws/stt", "::1", 9, false],
];

for (const [url, hostname, port, tls] of targets) {
  test(`targetOf ${url} is ${hostname}, port ${port}`, () => {
    assertEquals(targetOf(new URL(url)), { hostname, port, tls });
  });
}
