import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { shrinkSocketBuffers, sttUrl } from "@stt-bench/bench";
import { delay, expectClose, Gateway } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { FRAMES_BYTES, hoard, HOARD_BYTES } from "../fixtures/hoarding_clients.ts";
import { inPrivateNetwork } from "../fixtures/private_network.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { demandLess, residentBytes } from "../resident_memory.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const LONG_MS = 60_000;
const IDLE_TIMEOUT_MS = 500;

/** An address of the loopback that can be taken away. */
const CLIENT_ADDRESS = "10.0.0.1";

const MIB = 1024 * 1024;
const CLIENTS = 50;

/** Buffers of frames come in sizes, and have room for HTTP/2's frame headers. */
const BUFFER_FACTOR = 1.1;

/**
 * What resident memory may be beyond the limits: HTTP clients copy what they post (1.1 MB a client
 * with Deno's fetch), each pong that waits is an object of its own (0.4 MB for 64 KiB of them with
 * ws), and garbage of the frames that came is collected late.
 */
const MEMORY_FACTOR = 4;
const SLACK_BYTES = 24 * MIB;

/** Cases as they run in a network namespace of their own; see {@linkcode isolatedCases}. */
export const privateNetworkCases: readonly ContractCase[] = [
  {
    name: "half-open",
    claim: "A client whose network is gone is given up after two idle periods, and forgotten",
    run: async (bed) => {
      const env = { HOST: "0.0.0.0", IDLE_TIMEOUT_MS, INFERENCE_TIMEOUT_MS: LONG_MS };
      const gateway = await bed.startGateway(env);
      await openInferenceConnection(gateway);
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      const files = openFiles(gateway);
      changeAddress("add");
      const { port } = new URL(gateway.url);
      const url = sttUrl(`http://${CLIENT_ADDRESS}:${port}`);
      const far = new Gateway({ url, flushIntervalMs: 0 });
      try {
        (await far.start()).sendFrames(1);
        await bed.inFlight(1);
        changeAddress("del");
        await bed.inFlight(0);
        await untilMetrics(gateway, { 'stt_gateway_sessions_closed_total{cause="idle"}': 1 });
        await until(
          () => openFiles(gateway) <= files,
          "the connection's file to be closed",
        );
      } finally {
        far.release();
      }
    },
  },
  {
    name: "hoarding-clients",
    claim: "Whatever a client does, it costs two full buffers, 64 KiB of pongs and one message",
    // What a garbage collector leaves lying depends on the time that it gets.
    alone: true,
    run: async (bed) => {
      const { url } = await bed.startSimulator({ MODEL_DELAY_MS: LONG_MS });
      const gateway = await bed.startGateway({
        INFERENCE_URL: url,
        INFERENCE_TIMEOUT_MS: LONG_MS,
        FLUSH_INTERVAL_MS: 1000,
        READ_INTERVAL_MS: 50,
        MAX_FRAME_RATE: 0,
        IDLE_TIMEOUT_MS: 0,
      });
      const before = await residentBytes(gateway);
      // Sockets from now on: pongs do not fit into the kernel, which would take megabytes of them.
      shrinkSocketBuffers();
      await hoard(gateway, CLIENTS);
      const growth = await peakBytes(gateway) - before;
      demandLess(
        "Buffers",
        await gateway.metric("stt_gateway_buffered_bytes"),
        BUFFER_FACTOR * CLIENTS * FRAMES_BYTES,
      );
      demandLess("Memory", growth, MEMORY_FACTOR * CLIENTS * HOARD_BYTES + SLACK_BYTES);
    },
  },
];

/** The same, each in a network namespace of its own. */
export const isolatedCases: readonly ContractCase[] = privateNetworkCases.map(inPrivateNetwork);

async function openInferenceConnection(gateway: GatewayProcess): Promise<void> {
  const session = await gateway.startWith(1);
  await session.acknowledge(1);
  session.client.sendClose(CloseCode.normal);
  await expectClose(session.client, { code: CloseCode.normal });
}

function changeAddress(how: "add" | "del"): void {
  execFileSync("ip", ["address", how, `${CLIENT_ADDRESS}/32`, "dev", "lo"]);
}

function openFiles(gateway: GatewayProcess): number {
  return readdirSync(`/proc/${gateway.child.pid}/fd`).length;
}

/** The most memory within a second, in which the gateway reads what has been sent. */
async function peakBytes(gateway: GatewayProcess): Promise<number> {
  let peak = 0;
  for (let look = 0; look < 10; look++) {
    await delay(100);
    peak = Math.max(peak, await residentBytes(gateway));
  }
  return peak;
}
