import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { ChildExit } from "@stt-bench/bench";
import { RestartingGateway } from "./restarting_gateway.ts";
import type { RunningGateway } from "./restarting_gateway.ts";

/** A gateway that ends when the test says so. */
class FakeGateway implements RunningGateway {
  readonly url: string;
  readonly child;
  readonly #exit = Promise.withResolvers<ChildExit>();

  constructor(port: number, pid: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.child = { pid, exited: this.#exit.promise, stop: () => this.end(0) };
  }

  end(code: number): Promise<void> {
    this.#exit.resolve({ code, signal: null });
    return Promise.resolve();
  }
}

/** Starts gateways, on port 4000 when any will do. */
function bed() {
  const started: FakeGateway[] = [];
  const ports: number[] = [];
  const lines: string[] = [];
  const starts = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const options = {
    pauseMs: 0,
    onLine: (line: string) => lines.push(line),
    start: (port: number) => {
      ports.push(port);
      const gateway = new FakeGateway(port || 4000, started.length + 1);
      starts[started.push(gateway) - 1]?.resolve();
      return Promise.resolve(gateway);
    },
  };
  const untilStart = (count: number) => starts[count - 1]?.promise;
  return { options, started, ports, lines, untilStart };
}

test("RestartingGateway starts again on the same port, each time that it ends", async () => {
  const { options, started, ports, lines, untilStart } = bed();
  const gateway = await RestartingGateway.start(options);
  const alive = gateway.keepAlive();
  await started[0]!.end(0);
  await untilStart(2);
  await started[1]!.end(1);
  await untilStart(3);
  assertEquals(ports, [0, 4000, 4000]);
  assertEquals(lines.slice(0, 3), [
    "gateway: it ended with exit code 0",
    "gateway: it runs again, pid 2",
    "gateway: it ended with exit code 1",
  ]);
  await gateway.stop();
  await alive;
});

test("RestartingGateway stays down once it is stopped", async () => {
  const { options, ports, lines } = bed();
  const gateway = await RestartingGateway.start(options);
  const alive = gateway.keepAlive();
  await gateway.stop();
  await alive;
  assertEquals([ports, lines], [[0], []]);
});

test("RestartingGateway that doesn't start again says why", async () => {
  const { options, started } = bed();
  const first = options.start;
  let tries = 0;
  const gateway = await RestartingGateway.start({
    ...options,
    start: (port) => tries++ === 0 ? first(port) : Promise.reject(new Error("no port")),
  });
  const alive = gateway.keepAlive();
  await started[0]!.end(1);
  await assertRejects(() => alive, Error, "no port");
});
