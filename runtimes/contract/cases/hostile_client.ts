import { Buffer } from "node:buffer";
import {
  closePayload,
  delay,
  demandEqual,
  encodeFrame,
  expectClose,
  Opcode,
  Session,
} from "@stt-bench/conformance";
import type { WebSocketClient } from "@stt-bench/conformance";
import { CloseCode, FRAME_BYTES } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { flood } from "../fixtures/flood.ts";
import type { GatewayProcess } from "../gateway_process.ts";

const MIB = 1024 * 1024;

/** Connections that are open at the same time. */
const AT_ONCE = 100;

/** Tuned sockets read no more often than this while a session streams. */
const READ_INTERVAL_MS = 20;

/** Clients that keep to RFC 6455, or nearly so, and mean ill. */
export const hostileClientCases: readonly ContractCase[] = [
  {
    name: "split-anywhere",
    claim: "Bytes may be split at any position of any frame",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ READ_INTERVAL_MS });
      const { length } = opening(Buffer.alloc(FRAME_BYTES));
      const cuts = Array.from({ length: length - 1 }, (_, i) => i + 1);
      while (cuts.length > 0) {
        await Promise.all(cuts.splice(0, AT_ONCE).map((cut) => splitOpening(gateway, cut)));
      }
      const close = encodeFrame({ opcode: Opcode.close, payload: closePayload(4000, "bye") });
      await Promise.all(Array.from(close, (_, cut) => splitClose(gateway, close, cut)));
    },
  },
  {
    name: "huge-start",
    claim: "A start message of 1 MiB is closed with 1009",
    run: async (bed) => {
      const client = await (await bed.keptGateway({})).connect();
      client.sendText('{"type":"start"}'.padEnd(MIB));
      await expectClose(client, { code: CloseCode.messageTooBig });
    },
  },
  ...[1, 0].map((bytes): ContractCase => ({
    name: `endless-fragments-of-${bytes}`,
    claim: `A message of endless fragments of ${bytes} bytes is closed with 1009 or 1008`,
    run: async (bed) => {
      const { client } = await (await bed.keptGateway({})).start();
      client.send({ opcode: Opcode.binary, fin: false });
      const payload = Buffer.alloc(bytes);
      const fragment = encodeFrame({ opcode: Opcode.continuation, payload, fin: false });
      const chunk = Buffer.concat(Array.from({ length: 4096 }, () => fragment));
      await flood(client, chunk, 16);
      // Whoever still listens answers this at once.
      client.send({ opcode: Opcode.ping });
      await expectClose(client, { code: [CloseCode.messageTooBig, CloseCode.policyViolation] });
    },
  })),
];

/** A start message, a frame and a ping. */
function opening(frame: Uint8Array): Buffer {
  return Buffer.concat([
    encodeFrame({ opcode: Opcode.text, payload: Buffer.from('{"type":"start"}') }),
    encodeFrame({ opcode: Opcode.binary, payload: frame }),
    encodeFrame({ opcode: Opcode.ping, payload: Buffer.from("ping") }),
  ]);
}

/** Opens a session by bytes that come in two pieces, and demands what it gives to all others. */
async function splitOpening(gateway: GatewayProcess, cut: number): Promise<void> {
  const client = await gateway.connect();
  const session = new Session(client, gateway.target.flushIntervalMs);
  await sendInTwo(client, opening(session.nextFrame()), cut);
  const { payload } = await session.expectPastMessages("pong");
  demandEqual(`Pong, cut at ${cut}`, payload.toString(), "ping");
  await session.acknowledge(1);
  client.sendClose(CloseCode.normal);
  await expectClose(client, { code: CloseCode.normal });
}

async function splitClose(gateway: GatewayProcess, close: Buffer, cut: number): Promise<void> {
  const { client } = await gateway.start();
  await sendInTwo(client, close, cut);
  await expectClose(client, { code: 4000 });
}

async function sendInTwo(client: WebSocketClient, bytes: Buffer, cut: number): Promise<void> {
  client.sendBytes(bytes.subarray(0, cut));
  await delay(2 * READ_INTERVAL_MS);
  client.sendBytes(bytes.subarray(cut));
}
