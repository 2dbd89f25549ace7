import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { linux } from "./libc.ts";
import { listenOn } from "./listener.ts";
import { setUpReactor } from "./testing/set_up.ts";

const ADDRESS = { hostname: "127.0.0.1", port: 0, reusePort: false };

function setUpListener() {
  const parts = setUpReactor();
  const heard: string[] = [];
  const { port } = listenOn(parts.reactor, ADDRESS, {
    onConnection: (fd, { hostname, port }) => heard.push(`${fd} of ${hostname}:${port}`),
    onProblem: (problem) => heard.push(problem),
  });
  return { ...parts, port, heard, fd: 3 };
}

test("listenOn tells the port that it got", () => {
  assertEquals(setUpListener().port, 3000);
});

test("listenOn accepts all who wait, then waits for others", async () => {
  const { libc, heard, fd, turn } = setUpListener();
  libc.next("accept4", 11, 12);
  libc.ready(fd, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["11 of 192.0.2.1:4711", "12 of 192.0.2.1:4711"]);
  assertEquals(libc.armedFor(fd), linux.EPOLLIN);
});

test("listenOn goes on behind a connection that was lost before it was accepted", async () => {
  const { libc, heard, fd, turn } = setUpListener();
  libc.next("accept4", { error: "EINTR" }, 12);
  libc.ready(fd, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["12 of 192.0.2.1:4711"]);
});

test("listenOn pauses when there are too many open files, and tries again", async () => {
  const { libc, heard, fd, turn, clock } = setUpListener();
  libc.next("accept4", { error: "EMFILE" }, { error: "EMFILE" }, 12);
  libc.ready(fd, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["accept: EMFILE"]);
  libc.ready(fd, linux.EPOLLIN);
  clock.advance(120);
  await turn();
  await turn();
  libc.ready(fd, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["accept: EMFILE", "12 of 192.0.2.1:4711"]);
});

test("listenOn believes no error that the next call does not say, too", async () => {
  const { libc, heard, fd, turn } = setUpListener();
  libc.next("accept4", { error: "ENOENT" }, 12, { error: "ENOENT" }, { error: "EAGAIN" });
  libc.ready(fd, linux.EPOLLIN);
  await turn();
  assertEquals(heard, ["12 of 192.0.2.1:4711"]);
  assertEquals(libc.armedFor(fd), linux.EPOLLIN);
});

test("listenOn throws with the system's code, and leaves no file open", () => {
  const { libc, reactor } = setUpReactor();
  libc.next("bind", { error: "EADDRINUSE" });
  const events = { onConnection() {}, onProblem() {} };
  const error = assertThrows(() => listenOn(reactor, ADDRESS, events), Error, "bind: EADDRINUSE");
  assertEquals((error as Error & { code: string }).code, "EADDRINUSE");
  assertEquals(libc.calls.at(-1), "close 3");
});
