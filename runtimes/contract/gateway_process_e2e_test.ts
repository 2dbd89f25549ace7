import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Child } from "@stt-bench/bench";
import { Violation } from "@stt-bench/conformance";
import { findTool } from "@stt-bench/toolchain";
import { GatewayLog } from "./gateway_log.ts";
import type { LoggedSessionEnd } from "./gateway_log.ts";
import { GatewayProcess } from "./gateway_process.ts";

const server = fileURLToPath(new URL("./testing/metrics_server.ts", import.meta.url));

/** Has no line at first, and one that is no entry once it was read. */
class CrashingLog extends GatewayLog {
  override get sessionEnds(): readonly LoggedSessionEnd[] {
    const ends = super.sessionEnds;
    this.add("Segmentation fault");
    return ends;
  }
}

/**
 * A process that says it has received four frames, and has `buffered` three or all of them; and that
 * one of two sessions has ended.
 */
async function startProcess(buffered: number, log?: GatewayLog): Promise<GatewayProcess> {
  const { path } = await findTool("deno");
  const METRICS = [
    "stt_gateway_frames_received_total 4",
    ...["acknowledged", "failed", "dropped", "discarded"].map((outcome) =>
      `stt_gateway_frames_ended_total{outcome="${outcome}"} 0`
    ),
    "stt_gateway_frames_in_flight 0",
    `stt_gateway_frames_buffered ${buffered}`,
    "stt_gateway_sessions 1",
    "stt_gateway_sessions_opened_total 2",
    'stt_gateway_sessions_closed_total{cause="client"} 1',
  ].join("\n");
  const child = new Child({
    name: "metrics",
    command: [path, "run", "-A", server],
    env: { METRICS },
  });
  const event = await child.listening();
  return new GatewayProcess({ child, url: event.url, event }, 50, undefined, log);
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

test("GatewayProcess says which line of its log is none, although other lines were missing before", async () => {
  const gateway = await startProcess(4, new CrashingLog());
  await assertRejects(() => gateway.stop(), Violation, "got Segmentation fault");
});
