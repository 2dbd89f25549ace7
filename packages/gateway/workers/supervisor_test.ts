import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { ManualClock, settled } from "@stt-bench/core/testing";
import { Supervisor } from "./supervisor.ts";
import type { SupervisorEvent } from "./supervisor.ts";
import { FakeWorkers } from "./testing/fake_workers.ts";

function setUp(workers = 2) {
  const clock = new ManualClock();
  const fakes = new FakeWorkers();
  const events: SupervisorEvent[] = [];
  const supervisor = new Supervisor({
    workers,
    clock,
    startWorker: fakes.start,
    random: () => 1,
    onEvent: (event) => events.push(event),
  });
  return { clock, fakes, events, supervisor, started: fakes.started };
}

/** A supervisor whose workers all listen. */
async function setUpServing(workers = 2) {
  const all = setUp(workers);
  const starting = all.supervisor.start(0);
  all.started[0]!.listen();
  await settled();
  for (const worker of all.started.slice(1)) worker.listen();
  await starting;
  return all;
}

test("Supervisor lets the first worker choose the port, and tells it the others", async () => {
  const { supervisor, started } = setUp(3);
  const starting = supervisor.start(0);
  assertEquals(started.map(({ port }) => port), [0]);
  started[0]!.listen();
  await settled();
  assertEquals(started.map(({ index, port }) => [index, port]), [[0, 0], [1, 4000], [2, 4000]]);
  started[2]!.listen();
  started[1]!.listen();
  assertEquals(await starting, 4000);
});

test("Supervisor gives up when a worker ends before all listen", async () => {
  for (const victim of [0, 1]) {
    const { supervisor, started } = setUp();
    const starting = supervisor.start(0);
    started[0]!.listen();
    await settled();
    started[victim]!.end("ended with exit code 1");
    const error = await assertRejects(() => starting);
    assertEquals(
      (error as Error).message,
      `Cannot start worker ${victim}: expected it to listen, but it ended with exit code 1`,
    );
    assertEquals(started.length, 2);
  }
});

test("Supervisor replaces a worker on the same port after a pause", async () => {
  const { supervisor, started, fakes, clock, events } = await setUpServing();
  started[1]!.end();
  assertEquals(supervisor.status, { sessions: new Map([[0, 0]]), restarts: 1 });
  assertEquals(started.length, 2);
  clock.advance(50);
  assertEquals([fakes.last.index, fakes.last.port], [1, 4000]);
  fakes.last.listen();
  assertEquals(supervisor.status.sessions.size, 2);
  assertEquals(events, [{ kind: "lost", worker: 1, pid: 101, how: "was ended by SIGKILL" }]);
});

test("Supervisor doubles the pause while a worker goes on dying, up to 10 s", async () => {
  const { fakes, clock } = await setUpServing();
  const pauses = Array.from({ length: 10 }, () => {
    const count = fakes.started.length;
    fakes.last.end();
    const endMs = clock.now();
    while (fakes.started.length === count) clock.advance(50);
    fakes.last.listen();
    return clock.now() - endMs;
  });
  assertEquals(pauses, [50, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
});

test("Supervisor forgets the deaths of a worker that has served for 10 s", async () => {
  const { fakes, clock } = await setUpServing();
  for (const _ of Array(5)) {
    fakes.last.end();
    clock.advance(2000);
    fakes.last.listen();
  }
  clock.advance(10_000);
  const count = fakes.started.length;
  fakes.last.end();
  clock.advance(50);
  assertEquals(fakes.started.length, count + 1);
});

test("Supervisor fails when nobody serves and nobody can be started", async () => {
  const { supervisor, fakes, clock } = await setUpServing(1);
  fakes.last.end();
  for (const _ of Array(8)) {
    clock.advance(10_000);
    fakes.last.end("ended with exit code 1");
  }
  const error = await assertRejects(() => supervisor.failure);
  assertEquals(
    (error as Error).message,
    "Cannot start any worker: expected one to listen, but it ended with exit code 1",
  );
  clock.advance(60_000);
  assertEquals(fakes.started.length, 9);
});

test("Supervisor goes on trying while another worker serves", async () => {
  const { supervisor, fakes, clock } = await setUpServing(2);
  for (const _ of Array(20)) {
    fakes.last.end();
    clock.advance(10_000);
  }
  assertEquals(fakes.started.length, 22);
  assertEquals(supervisor.status.restarts, 20);
});

test("Supervisor sums numbers, those of a lost worker included", async () => {
  const { supervisor, started } = await setUpServing();
  started[0]!.tell(3, 30);
  started[1]!.tell(4, 40);
  assertEquals(supervisor.status.sessions, new Map([[0, 3], [1, 4]]));
  assertEquals([supervisor.numbers.sessions, received(supervisor)], [7, 70]);
  started[1]!.end();
  assertEquals([supervisor.numbers.sessions, received(supervisor)], [3, 70]);
});

function received(supervisor: Supervisor): number {
  return supervisor.numbers.counters.frames.received;
}

test("Supervisor reads the numbers each second", async () => {
  const { supervisor, started, clock } = await setUpServing(1);
  for (const sessions of [1, 2]) {
    clock.advance(1000);
    await settled();
    started[0]!.tell(sessions);
    await settled();
    assertEquals(supervisor.numbers.sessions, sessions);
  }
  assertEquals(started[0]!.orders, ["ask", "ask"]);
});

test("Supervisor refreshes with numbers that were asked for later than the refresh", async () => {
  const { supervisor, started } = await setUpServing(1);
  const order: string[] = [];
  const first = supervisor.refresh().then(() => order.push("first"));
  await settled();
  const second = supervisor.refresh().then(() => order.push("second"));
  started[0]!.tell(1);
  await first;
  await settled();
  assertEquals(order, ["first"]);
  started[0]!.tell(2);
  await second;
  assertEquals(started[0]!.orders, ["ask", "ask"]);
});

test("Supervisor does not wait for a worker that hangs or ends", async () => {
  const { supervisor, started, clock } = await setUpServing();
  const refreshed = supervisor.refresh();
  await settled();
  started[0]!.end();
  clock.advance(1000);
  await refreshed;
  for (const _ of Array(10)) {
    const refreshed = supervisor.refresh();
    clock.advance(1000);
    await refreshed;
  }
  assertEquals(started[1]!.orders, ["ask"]);
});

test("Supervisor drains all workers at once, and replaces none", async () => {
  const { supervisor, started, clock, events } = await setUpServing();
  const drained = supervisor.drain(5000);
  assertEquals(started.map(({ orders }) => orders), [["stop"], ["stop"]]);
  assertEquals(supervisor.isDraining, true);
  for (const worker of started) worker.end("ended with exit code 0");
  assertEquals(await drained, 0);
  clock.advance(60_000);
  assertEquals(started.length, 2);
  assertEquals(events.map(({ kind }) => kind), ["stopped", "stopped"]);
});

test("Supervisor kills the workers that have not ended in time", async () => {
  const { supervisor, started, clock } = await setUpServing();
  const drained = supervisor.drain(5000);
  started[0]!.end();
  clock.advance(4999);
  assertEquals(started[1]!.orders, ["stop"]);
  clock.advance(1);
  assertEquals(started[1]!.orders, ["stop", "kill"]);
  started[1]!.end();
  assertEquals(await drained, 1);
});

test("Supervisor drains while a worker is still to be replaced", async () => {
  const { supervisor, started, clock } = await setUpServing();
  started[1]!.end();
  const drained = supervisor.drain(5000);
  started[0]!.end();
  assertEquals(await drained, 0);
  clock.advance(60_000);
  assertEquals(started.length, 2);
});

test("Supervisor drains while it starts", async () => {
  const { supervisor, started } = setUp();
  supervisor.start(0);
  const drained = supervisor.drain(5000);
  started[0]!.end("was ended by SIGTERM");
  assertEquals(await drained, 0);
  assertEquals(started.length, 1);
});

test("Supervisor passes on a reload, to a worker that starts when it listens", async () => {
  const { supervisor, started, clock } = await setUpServing();
  started[0]!.end();
  clock.advance(10_000);
  supervisor.reload();
  const [, second, restarted] = started;
  assertEquals([second!.orders, restarted!.orders].map((orders) => orders.includes("reload")), [
    true,
    false,
  ]);
  restarted!.listen();
  assertEquals(restarted!.orders.filter((order) => order === "reload"), ["reload"]);
});
