import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { linux } from "./libc.ts";
import { Poller } from "./poller.ts";
import { ScriptedLibc } from "./testing/scripted_libc.ts";

const { EPOLLIN, EPOLLOUT } = linux;

function watchAs(poller: Poller, heard: string[], fd: number) {
  const watch = poller.watch(fd, {
    onReady(events) {
      watch.fired();
      heard.push(`${fd}: ${events}`);
    },
  });
  return watch;
}

for (const arch of ["x64", "arm64"] as const) {
  test(`Poller tells each watcher of its own file, once, as ${arch} lays events out`, () => {
    const libc = new ScriptedLibc(arch);
    const poller = new Poller(libc);
    const heard: string[] = [];
    const [three, four] = [3, 4].map((fd) => watchAs(poller, heard, fd));
    three!.arm(EPOLLIN);
    four!.arm(EPOLLOUT);
    libc.ready(4, EPOLLOUT);
    libc.ready(3, EPOLLIN);
    assertEquals(poller.wait(0), 2);
    assertEquals(heard, ["4: 4", "3: 1"]);
  });
}

test("Poller adds a file once, then modifies it, and says nothing twice", () => {
  const libc = new ScriptedLibc();
  const watch = watchAs(new Poller(libc), [], 3);
  watch.arm(EPOLLIN);
  watch.arm(EPOLLIN);
  watch.arm(EPOLLOUT);
  watch.fired();
  watch.arm(EPOLLOUT);
  assertEquals(libc.calls.slice(1), [
    "epoll_ctl add 3",
    "epoll_ctl modify 3",
    "epoll_ctl modify 3",
  ]);
});

test("Poller drops an event of a slot that has another owner by now", () => {
  const libc = new ScriptedLibc();
  const poller = new Poller(libc);
  const heard: string[] = [];
  const first = watchAs(poller, heard, 3);
  first.arm(EPOLLIN);
  libc.ready(3, EPOLLIN);
  first.end();
  watchAs(poller, heard, 4);
  poller.wait(0);
  assertEquals([heard, poller.watched], [[], 1]);
});

test("Poller throws what epoll says with its code", () => {
  const libc = new ScriptedLibc();
  libc.next("epoll_create1", { error: "EMFILE" });
  const error = assertThrows(() => new Poller(libc), Error, "epoll_create1: EMFILE");
  assertEquals((error as Error & { code: string }).code, "EMFILE");
});
