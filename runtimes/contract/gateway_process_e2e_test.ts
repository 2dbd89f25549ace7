import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Child } from "@stt-bench/bench";
import { Violation } from "@stt-bench/conformance";
import { findTool } from "@stt-bench/toolchain";
import { GatewayProcess } from "./gateway_process.ts";

const server = fileURLToPath(new URL("./testing/metrics_server.ts", import.meta.url));

/** A process that says it has received four frames, and has `buffered` three or all of them. */
async function startProcess(buffered: number): Promise<GatewayProcess> {
  const { path } = await findTool("deno");
  const METRICS = [
    "stt_gateway_frames_received_total 4",
    ...["acknowledged", "failed", "dropped", "discarded"].map((outcome) =>
      `stt_gateway_frames_ended_total{outcome="${outcome}"} 0`
    ),
    "stt_gateway_frames_in_flight 0",
    `stt_gateway_frames_buffered ${buffered}`,
    "stt_gateway_sessions 1",
    "stt_gateway_sessions_opened_total 1",
  ].join("\n");
  const child = new Child({
    name: "metrics",
    command: [path, "run", "-A", server],
    env: { METRICS },
  });
  const event = await child.listening();
  return new GatewayProcess({ child, url: event.url, event }, 50);
}

test("GatewayProcess ends when its accounts balance", async () => {
  const gateway = await startProcess(4);
  await gateway.stop();
  assert(gateway.child.hasExited);
});

test("GatewayProcess ends and says what is missing when its accounts do not balance", async () => {
  const gateway = await startProcess(3);
  await assertRejects(() => gateway.stop(), Violation, "3 buffered = 3, got 4");
  assert(gateway.child.hasExited);
});

test("GatewayProcess that has been killed has no accounts", async () => {
  const gateway = await startProcess(3);
  gateway.child.kill("SIGKILL");
  await gateway.stop();
  assert(gateway.child.hasExited);
});

test("GatewayProcess says that a metric is missing, and doesn't take it for 0", async () => {
  const gateway = await startProcess(4);
  assertEquals(await gateway.metric("stt_gateway_frames_buffered"), 4);
  const misspelt = "stt_gateway_frames_bufferd";
  await assertRejects(() => gateway.metric(misspelt), Violation, `${misspelt}, got none`);
  await gateway.stop();
});
