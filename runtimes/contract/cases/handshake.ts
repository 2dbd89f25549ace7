import { demandEqual, encodeRequest, PATIENCE_MS, upgradeFields } from "@stt-bench/conformance";
import { STT_PATH } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";

/** Short, and long enough for an honest client on a busy machine. */
const HANDSHAKE_TIMEOUT_MS = 1000;

const HEAD = `GET ${STT_PATH} HTTP/1.1\r\nHost: gateway\r\n`;

/** Bun 1.4 looks every 4 s whether a connection is idle. */
const IDLE_PATIENCE_MS = 10_000;

/** Requests that are no good handshake, and those that never end. */
export const handshakeCases: readonly ContractCase[] = [
  {
    name: "http-1.0",
    claim: "An upgrade over HTTP/1.0 is answered with 400",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const request = encodeRequest("GET", STT_PATH, "gateway", upgradeFields());
      const exchange = await gateway.say(request.replace("HTTP/1.1", "HTTP/1.0"));
      demandEqual("Status", (await exchange.head(PATIENCE_MS)).status, 400);
    },
  },
  {
    name: "many-headers",
    claim: "A request with 3000 headers is answered with 431",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const fields = Array.from({ length: 3000 }, (_, i) => [`x-${i}`, "1"]);
      const { status } = await gateway.request({ fields: Object.fromEntries(fields) });
      demandEqual("Status", status, 431);
    },
  },
  {
    name: "huge-headers",
    claim: "A request with 64 KiB of headers is answered with 431",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      // Just as much: what nobody reads resets the connection, and the answer may be lost with it.
      const fields = { ...upgradeFields(), "X-Padding": "a".repeat(64 * 1024) };
      demandEqual("Status", (await gateway.request({ fields })).status, 431);
    },
  },
  {
    name: "slow-head",
    claim: "A connection is cut when its request's head has not come in HANDSHAKE_TIMEOUT_MS",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ HANDSHAKE_TIMEOUT_MS });
      const session = await gateway.startWith(1);
      await Promise.all([cutAfter(gateway, ""), cutAfter(gateway, HEAD), cutDripping(gateway)]);
      await session.acknowledge(1);
      session.sendFrames(1);
      await session.acknowledge(2);
    },
  },
  {
    name: "idle-after-response",
    claim: "A connection on which no further request comes is ended",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ HANDSHAKE_TIMEOUT_MS });
      const exchange = await gateway.say("GET /health HTTP/1.1\r\nHost: gateway\r\n\r\n");
      demandEqual("Status", (await exchange.head(PATIENCE_MS)).status, 200);
      await exchange.end(IDLE_PATIENCE_MS);
    },
  },
];

async function cutAfter(gateway: GatewayProcess, text: string): Promise<void> {
  await (await gateway.say(text)).end(PATIENCE_MS);
}

/** A byte every tenth of a second, which starts no timer anew. */
async function cutDripping(gateway: GatewayProcess): Promise<void> {
  const exchange = await gateway.say(`${HEAD}X-Slow: `);
  const drip = setInterval(() => exchange.stream.send(new Uint8Array([97])), 100);
  try {
    await exchange.end(PATIENCE_MS);
  } finally {
    clearInterval(drip);
  }
}
