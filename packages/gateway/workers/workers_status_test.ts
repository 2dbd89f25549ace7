import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ManualClock, settled } from "@stt-bench/core/testing";
import { Supervisor } from "./supervisor.ts";
import { FakeWorkers } from "./testing/fake_workers.ts";
import { WorkersStatus } from "./workers_status.ts";

const build = {
  runtime: "test",
  version: "1.2.3",
  variant: "test",
  inference_client: "x",
  inference_protocol: "y",
};

/** The status of two workers with room for 2 sessions and 1. */
function setUp() {
  const clock = new ManualClock();
  const fakes = new FakeWorkers();
  const supervisor = new Supervisor({ workers: 2, clock, startWorker: fakes.start });
  const status = new WorkersStatus({ supervisor, shares: [2, 1], build, log: { dropped: 4 } });
  const start = async () => {
    const starting = supervisor.start(0);
    fakes.last.listen();
    await settled();
    fakes.last.listen();
    await starting;
  };
  /** Makes the workers answer with these numbers of open sessions. */
  const answer = async (sessions: readonly number[]) => {
    await settled();
    fakes.started.forEach((worker, index) => worker.tell(sessions[index]!));
  };
  return { fakes, supervisor, status, start, answer };
}

test("WorkersStatus is not ready before a worker listens", async () => {
  const { status } = setUp();
  assertEquals((await status.refuseSession())?.status, 503);
});

const occupancies: [sessions: readonly number[], reason: string | undefined][] = [
  [[0, 0], undefined],
  [[2, 0], undefined],
  [[1, 1], undefined],
  [[2, 1], "full"],
];

for (const [sessions, reason] of occupancies) {
  test(`WorkersStatus with ${sessions} of 2, 1 sessions says ${reason ?? "that it is ready"}`, async () => {
    const { status, start, answer } = setUp();
    await start();
    const refusal = status.refuseSession();
    await answer(sessions);
    assertEquals((await refusal)?.reason, reason);
  });
}

test("WorkersStatus is not ready once it drains", async () => {
  const { status, supervisor, start, answer } = setUp();
  await start();
  supervisor.drain(1000);
  const refusal = status.refuseSession();
  await answer([0, 0]);
  assertEquals((await refusal)?.reason, "draining");
});

test("WorkersStatus has the metrics of all workers, and of each", async () => {
  const { status, start, answer } = setUp();
  await start();
  const scraped = status.scrape();
  await answer([2, 1]);
  const lines = (await scraped).split("\n");
  for (
    const line of [
      "stt_gateway_sessions 3",
      "stt_gateway_workers 2",
      "stt_gateway_max_sessions 3",
      "stt_gateway_log_lines_dropped_total 4",
      'stt_gateway_worker_sessions{worker="0"} 2',
      'stt_gateway_worker_sessions{worker="1"} 1',
      "stt_gateway_worker_restarts_total 0",
    ]
  ) assert(lines.includes(line), `${line} in ${lines.join("\n")}`);
});
