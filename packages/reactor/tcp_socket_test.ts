import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { linux } from "./libc.ts";
import { RECEIVE_BYTES } from "./reactor.ts";
import { setUpSocket } from "./testing/set_up.ts";

const { EPOLLIN, EPOLLOUT, EPOLLHUP } = linux;

/** Longer than what is copied before it is sent. */
const LONG = "long".repeat(50);

test("ReactorTcpSocket reads one chunk for each time it is asked to", async () => {
  const { libc, socket, heard, turn } = setUpSocket();
  libc.next("recv", "one", "two");
  socket.read();
  await turn();
  await turn();
  assertEquals(heard, ["one"]);
  socket.read();
  await turn();
  assertEquals(heard, ["one", "two"]);
});

test("ReactorTcpSocket waits by epoll when nothing has come, or it was interrupted", async () => {
  for (const error of ["EAGAIN", "EINTR"] as const) {
    const { libc, fd, socket, heard, turn } = setUpSocket();
    libc.next("recv", { error }, "late");
    socket.read();
    await turn();
    assertEquals(libc.armedFor(fd), EPOLLIN);
    libc.ready(fd, EPOLLIN);
    await turn();
    assertEquals(heard, ["late"]);
  }
});

test("ReactorTcpSocket asks epoll, and not recv, behind a chunk that was all there was", async () => {
  const { libc, fd, socket, heard, turn, whenData } = setUpSocket();
  whenData(() => socket.read());
  libc.next("recv", "all");
  socket.read();
  await turn();
  assertEquals(heard, ["all"]);
  assertEquals(libc.armedFor(fd), EPOLLIN);
  assertEquals(libc.calls.filter((call) => call.startsWith("recv")).length, 1);
});

test("ReactorTcpSocket reads on in the next turn behind a chunk that was full", async () => {
  const { libc, socket, heard, turn, whenData } = setUpSocket();
  whenData(() => socket.read());
  libc.next("recv", "x".repeat(RECEIVE_BYTES), "rest");
  socket.read();
  await turn();
  assertEquals(heard.map((text) => text.slice(-3)), ["x …"]);
  await turn();
  assertEquals(heard.length, 2);
  assertEquals(heard[1], "rest");
});

test("ReactorTcpSocket tells the end of the other side", async () => {
  const { libc, socket, heard, turn } = setUpSocket();
  libc.next("recv", 0);
  socket.read();
  await turn();
  assertEquals(heard, ["end"]);
});

test("ReactorTcpSocket keeps what the kernel does not take, in order", async () => {
  const { libc, fd, socket, heard, turn } = setUpSocket();
  const bytes = (text: string) => new TextEncoder().encode(text);
  libc.next("send", 3, { error: "EAGAIN" }, 2, { error: "EINTR" });
  socket.write(bytes("abcdef"));
  const reused = bytes("ghi");
  socket.write(reused);
  reused.fill(0);
  assertEquals(socket.lend(bytes(LONG)), false);
  assertEquals(socket.unwrittenBytes, 6 + LONG.length);
  for (let i = 0; i < 4; i++) {
    assertEquals(libc.armedFor(fd), EPOLLOUT);
    libc.ready(fd, EPOLLOUT);
    await turn();
  }
  assertEquals(libc.sent.get(fd), `abcdefghi${LONG}`);
  assertEquals([socket.unwrittenBytes, heard], [0, ["drained"]]);
});

test("ReactorTcpSocket lends what the kernel takes at once, and waits for nothing", () => {
  const { libc, fd, socket } = setUpSocket();
  assertEquals(socket.lend(new TextEncoder().encode(LONG)), true);
  assertEquals([libc.sent.get(fd), libc.armedFor(fd)], [LONG, 0]);
});

test("ReactorTcpSocket ends its side once everything is written", async () => {
  const { libc, fd, socket, turn } = setUpSocket();
  libc.next("send", 1);
  socket.write(new TextEncoder().encode("bye"));
  socket.end();
  assertEquals(libc.calls.includes(`shutdown ${fd}`), false);
  libc.ready(fd, EPOLLOUT);
  await turn();
  assertEquals(libc.calls.includes(`shutdown ${fd}`), true);
});

test("ReactorTcpSocket tells later, and once, why a connection is gone", async () => {
  const { libc, fd, socket, heard, turn } = setUpSocket();
  libc.next("send", { error: "EPIPE" }, { error: "EPIPE" });
  socket.write(new Uint8Array(5));
  assertEquals(heard, []);
  socket.read();
  socket.write(new Uint8Array(5));
  socket.destroy();
  await turn();
  assertEquals(heard, ["closed: send: EPIPE"]);
  assertEquals(libc.calls.filter((call) => call === `close ${fd}`).length, 1);
});

test("ReactorTcpSocket tells of a reset that recv or epoll finds", async () => {
  const { libc, fd, socket, heard, turn } = setUpSocket();
  libc.next("recv", { error: "EAGAIN" }, { error: "ECONNRESET" }, 0);
  socket.read();
  await turn();
  libc.ready(fd, EPOLLIN | EPOLLHUP);
  await turn();
  assertEquals(heard, ["closed: recv: ECONNRESET"]);
});

test("ReactorTcpSocket that was destroyed hears no wake-up of another file with its number", async () => {
  const { libc, fd, reactor, socket, heard, turn } = setUpSocket();
  libc.next("recv", { error: "EAGAIN" }, "not ours");
  socket.read();
  await turn();
  libc.ready(fd, EPOLLIN);
  socket.destroy();
  const ready: number[] = [];
  reactor.watch(fd, { onReady: (events) => ready.push(events) }).arm(EPOLLIN);
  await turn();
  assertEquals([heard, ready], [["closed"], [EPOLLIN]]);
});

test("ReactorTcpSocket believes an error when it is still one at the second try", async () => {
  const { libc, fd, socket, heard, turn } = setUpSocket();
  libc.next("recv", { error: "ENOENT" }, "one", { error: "ENOENT" }, { error: "EAGAIN" });
  socket.read();
  await turn();
  assertEquals(heard, ["one"]);
  socket.read();
  await turn();
  assertEquals(libc.armedFor(fd), EPOLLIN);
  libc.next("send", { error: "ENOENT" }, { error: "EAGAIN" }, { error: "ENOENT" }, 3);
  assertEquals(socket.lend(new TextEncoder().encode(LONG)), false);
  libc.ready(fd, EPOLLOUT);
  await turn();
  assertEquals([libc.sent.get(fd), socket.unwrittenBytes], ["lon", LONG.length - 3]);
  libc.next("recv", { error: "ECONNRESET" }, 0);
  libc.ready(fd, EPOLLIN);
  await turn();
  await turn();
  assertEquals(heard, ["one", "closed: recv: ECONNRESET"]);
});
