import process from "node:process";
import { fileURLToPath } from "node:url";
import { Child, sttUrl } from "@stt-bench/bench";
import { demand, demandEqual, Gateway } from "@stt-bench/conformance";
import { findTool } from "@stt-bench/toolchain";
import type { ContractCase } from "../contract_case.ts";
import { startError } from "../start_error.ts";
import { until } from "../until.ts";

const parentMain = fileURLToPath(new URL("../fixtures/parent.ts", import.meta.url));

/** How the process starts, refuses to, and ends with its parent. */
export const startUpCases: readonly ContractCase[] = [
  {
    name: "bad-configuration",
    claim: "Wrong variables are all named at once, with exit code 2",
    run: async (bed) => {
      const bad = {
        PORT: "99999",
        FLUSH_INTERVAL_MS: "-1",
        INFERENCE_TIMEOUT_MS: "10abc",
        MODEL_DELAY_MS: "1.5",
        INFERENCE_URL: "localhost",
        INFERENCE_CLIENT: "smoke",
        OVERFLOW_POLICY: "panic",
      };
      const { summary, log } = await startError(bed, bad);
      demand(summary.endsWith("it ended with exit code 2"), summary);
      demandEqual("Lines", log.length, Object.keys(bad).length);
      for (const [name, value] of Object.entries(bad)) {
        const line = log.find((line) => line.startsWith(`Cannot parse ${name}: expected `)) ?? "";
        demand(line.endsWith(`, got "${value}"`), `Line for ${name}: got ${log.join("\n")}`);
      }
    },
  },
  {
    name: "port-taken",
    claim: "A port that is taken is said in one line, with exit code 1",
    run: async (bed) => {
      const { port } = new URL((await bed.startGateway()).url);
      const { summary, log } = await startError(bed, { PORT: port });
      demand(summary.endsWith("it ended with exit code 1"), summary);
      demandEqual("Lines", log.length, 1);
      demand(log[0]!.includes(port), `Expected the port ${port} to be named, got ${log[0]}`);
    },
  },
  {
    name: "ends-with-parent",
    claim: "The process ends when its parent is killed",
    run: async (bed) => {
      const { path } = await findTool("deno");
      const command = [path, "run", "-A", parentMain, bed.variant] as const;
      const parent = new Child({ name: "parent", command });
      const gateway = new Gateway({
        url: sttUrl((await parent.listening()).url),
        flushIntervalMs: 1,
      });
      const session = await gateway.start();
      process.kill(parent.pid!, "SIGKILL");
      await session.client.expectOneOf(["end", "reset"]);
      await until(() => gateway.reach().then(() => false, () => true), "nobody to listen");
      gateway.release();
    },
  },
];
