import process from "node:process";
import { demand, demandEqual } from "@stt-bench/conformance";
import { childrenOf, isRunning } from "../children_of.ts";
import type { ContractCase } from "../contract_case.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { startError } from "../start_error.ts";
import { until } from "../until.ts";

const WORKERS = 2;

/** How workers start, or refuse to. */
export const workerStartCases: readonly ContractCase[] = [
  {
    name: "workers-port-taken",
    claim: "A port that other workers share is taken: one line, exit code 1",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const { port } = new URL((await bed.startGateway({ WORKERS })).url);
      for (const workers of [1, WORKERS]) {
        const { summary, log } = await startError(bed, { PORT: port, WORKERS: workers });
        demand(summary.endsWith("it ended with exit code 1"), summary);
        demandEqual("Lines", log.length, 1);
        demand(log[0]!.includes(port), `Expected the port ${port} to be named, got ${log[0]}`);
      }
    },
  },
  {
    name: "workers-admin-port-taken",
    claim: "An admin port that is taken is said in one line, with exit code 1",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const { port } = new URL((await bed.startGateway()).url);
      const { summary, log } = await startError(bed, { WORKERS, ADMIN_PORT: port });
      demand(summary.endsWith("it ended with exit code 1"), summary);
      demandEqual("Lines", log.length, 1);
      demand(log[0]!.includes(port), `Expected the port ${port} to be named, got ${log[0]}`);
    },
  },
  {
    name: "workers-fail-to-start",
    claim: "A worker that ends before all listen ends the gateway, with a line that says so",
    alone: true,
    skip: skipUnlessLinux,
    run: async (bed) => {
      const others = childrenOf(process.pid);
      // The second worker starts when the first one listens, so that there is time.
      const failure = startError(bed, { WORKERS: 8 });
      // It is waited for below; a gateway that listens must not end the whole run before.
      failure.catch(() => {});
      const newest = () => childrenOf(process.pid).find((pid) => !others.includes(pid)) ?? 0;
      await until(() => childrenOf(newest()).length > 0, "a worker to start");
      const parent = newest();
      process.kill(childrenOf(parent)[0]!, "SIGKILL");
      const { summary, log } = await failure;
      demand(summary.endsWith("it ended with exit code 1"), summary);
      const expected = "Cannot start worker 0: expected it to listen, but it was ended by SIGKILL";
      demand(log.includes(expected), `Expected "${expected}", got ${log.join("\n")}`);
      demand(!isRunning(parent), `Expected process ${parent} to be gone`);
    },
  },
];
