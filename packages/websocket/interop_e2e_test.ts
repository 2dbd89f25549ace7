import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { assertEquals } from "@std/assert";
import { WebSocketServer } from "ws";
import { toHex } from "./testing/encode_frame.ts";
import { connectClient } from "./testing/interop/echo_client.ts";
import { startEchoServer } from "./testing/interop/echo_server.ts";

/** Debian's Python, the one that has Debian's packages. */
const python = "/usr/bin/python3";
const SIZES = [0, 1, 125, 126, 127, 640, 65_535, 65_536, 100_000];

function script(name: string): string {
  return fileURLToPath(new URL(`./testing/interop/${name}`, import.meta.url));
}

function reasonToSkip(module: string, printVersion: string, wanted: string): string | false {
  let found = "nothing";
  try {
    const options = { encoding: "utf8", stdio: "pipe" } as const;
    found = execFileSync(python, ["-c", `import ${module}; ${printVersion}`], options).trim();
  } catch {
    // No Python, or one without the module.
  }
  return found.startsWith(wanted) ? false : `expected ${module} ${wanted} of Debian, got ${found}`;
}

const withoutWebsockets = reasonToSkip(
  "websockets.version",
  "print(websockets.version.version)",
  "10.",
);
const clients = [
  { name: "websockets", skip: withoutWebsockets, answer: "closed 4001 bye" },
  {
    name: "autobahn",
    skip: reasonToSkip("autobahn", "print(autobahn.__version__)", "2"),
    answer: "closed 1000 ", // whatever the code is
  },
];

for (const { name, skip, answer } of clients) {
  test(`A server made of this package serves a client made of ${name}`, { skip }, async () => {
    await using server = await startEchoServer();
    const args = ["-B", script(`${name}_client.py`), server.url, JSON.stringify(SIZES)];
    const { stdout } = await promisify(execFile)(python, args, { timeout: 90_000 });
    assertEquals(JSON.parse(stdout), {
      texts: SIZES.length + 1,
      binaries: SIZES.length,
      audio: 100,
      fragmented: "fragmented",
      own_close: 4000,
      server_close: [4001, "bye"],
    });
    assertEquals(server.ends, ["closed 4000 bye", answer]);
    assertEquals(server.fixedFrames > 0, true);
  });
}

/** Has a server echo messages of all sizes to our client, and close the connection. */
async function talkTo(port: number): Promise<void> {
  const { connection, recorded, received } = await connectClient(port);
  const messages = SIZES.map((size) => Uint8Array.from({ length: size }, (_, i) => i * 3));
  for (const message of messages) {
    connection.sendBinary(message);
    connection.sendText("ö".repeat(message.length));
  }
  connection.ping(new TextEncoder().encode("payload"));
  connection.sendText("fragments");
  await received(2 * SIZES.length + 2);
  const all = recorded.slice();
  assertEquals(all.filter(([event]) => event === "pong"), [[
    "pong",
    toHex(new TextEncoder().encode("payload")),
  ]]);
  assertEquals(all.filter(([event]) => event !== "pong"), [
    ...messages.flatMap((message) => [
      ["binary", toHex(message)] as const,
      ["text", "ö".repeat(message.length)] as const,
    ]),
    ["text", "fragmented"],
  ]);
  connection.sendText("close");
  await received(all.length + 1);
  assertEquals(recorded.at(-1), ["closed", 4001]);
}

test("A client made of this package talks to a server made of websockets", {
  skip: withoutWebsockets,
}, async () => {
  const server = spawn(python, ["-B", script("websockets_server.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [port] = await once(server.stdout, "data");
    await talkTo(Number(port));
  } finally {
    server.stdin.end();
    await once(server, "exit");
  }
});

test("A client made of this package talks to a server made of ws", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  server.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => {
      if (String(data) === "close") socket.close(4001, "bye");
      else if (String(data) !== "fragments") socket.send(data, { binary: isBinary });
      else {
        socket.send("frag", { fin: false });
        socket.send("mented");
      }
    });
  });
  try {
    await talkTo((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
