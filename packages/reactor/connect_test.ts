import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import type { ClientEvents, TcpSocket } from "@stt-bench/tuned";
import { connectOn } from "./connect.ts";
import { linux } from "./libc.ts";
import type { ScriptedLibc } from "./testing/scripted_libc.ts";
import { setUpReactor } from "./testing/set_up.ts";

/** The file that the first socket gets. */
const FD = 3;

interface ConnectSetUp {
  readonly libc: ScriptedLibc;
  readonly turn: () => Promise<void>;
  readonly heard: string[];
  readonly sockets: TcpSocket[];
  /** Connects to a name that resolves to `address`. */
  readonly connect: (address?: string) => Promise<void>;
}

function setUpConnect(): ConnectSetUp {
  const { libc, reactor, turn } = setUpReactor();
  const heard: string[] = [];
  const sockets: TcpSocket[] = [];
  const events: ClientEvents = {
    onOpen: (socket) => heard.push(`open ${sockets.push(socket)}`),
    onData: (chunk) => heard.push(new TextDecoder().decode(chunk)),
    onDrained() {},
    onEnd: () => heard.push("end"),
    onClose: (problem) => heard.push(`closed: ${problem}`),
  };
  const connect = async (address = "192.0.2.1") => {
    const lookup = () => Promise.resolve({ address });
    await connectOn({ reactor, lookup })({ hostname: "model", port: 80 }, events);
  };
  return { libc, turn, heard, sockets, connect };
}

test("connectOn opens a socket once the kernel has connected it, and that can be read", async () => {
  const { libc, turn, heard, connect, sockets } = setUpConnect();
  libc.next("connect", { error: "EINPROGRESS" });
  await connect();
  assertEquals(heard, []);
  libc.ready(FD, linux.EPOLLOUT);
  await turn();
  libc.next("recv", { error: "EAGAIN" }, "hello");
  sockets[0]!.read();
  await turn();
  libc.ready(FD, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["open 1", "hello"]);
});

test("connectOn tells why the kernel could not connect, and closes the file", async () => {
  const { libc, turn, heard, connect } = setUpConnect();
  libc.next("connect", { error: "EINPROGRESS" });
  libc.next("getsockopt", 111);
  await connect();
  libc.ready(FD, linux.EPOLLOUT | linux.EPOLLERR);
  await turn();
  assertEquals(heard, ["closed: connect: ECONNREFUSED"]);
  assertEquals(libc.calls.at(-1), `close ${FD}`);
});

test("connectOn tells at once what connect refuses", async () => {
  const { libc, heard, connect } = setUpConnect();
  libc.next("connect", { error: "ECONNREFUSED" });
  await connect();
  assertEquals(heard, ["closed: connect: ECONNREFUSED"]);
  assertEquals(libc.calls.at(-1), `close ${FD}`);
});

test("connectOn tells of a name that has no address in digits", async () => {
  const { heard, connect } = setUpConnect();
  await connect("model.example");
  assert(heard[0]?.includes('got "model.example"'), heard.join());
});
