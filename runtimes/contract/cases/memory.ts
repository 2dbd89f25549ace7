import { Buffer } from "node:buffer";
import { encodeFrame, Opcode, PATIENCE_MS } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { flood } from "../fixtures/flood.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { demandLess, residentBytes } from "../resident_memory.ts";

const MIB = 1024 * 1024;

/** What a gateway may grow by for other reasons: compiled code, a young generation that fills. */
const SLACK_BYTES = 24 * MIB;

/** Clients that do the same, so that what one of them costs stands out from the slack. */
const CLIENTS = 100;

/** What clients can make a gateway hold before it closes them. */
export const memoryCases: readonly ContractCase[] = [
  {
    name: "announced-memory",
    claim: "A length of 2⁴⁰ that is announced allocates nothing",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      await demandGrowth(gateway, SLACK_BYTES, async () => {
        const announcedLength = 1n << 40n;
        await startClients(gateway, async ({ client }) => {
          client.send({ opcode: Opcode.binary, announcedLength });
          await client.poll(PATIENCE_MS);
        });
      });
    },
  },
  {
    name: "unfinished-memory",
    claim: "A message that never ends costs no more than a few times MAX_MESSAGE_BYTES",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const payload = Buffer.alloc(1);
      const fragment = encodeFrame({ opcode: Opcode.continuation, payload, fin: false });
      const bytes = Buffer.concat(
        Array.from({ length: MAX_MESSAGE_BYTES }, () => fragment),
      );
      await demandGrowth(gateway, SLACK_BYTES + CLIENTS * 4 * MAX_MESSAGE_BYTES, async () => {
        await startClients(gateway, async ({ client }) => {
          client.send({ opcode: Opcode.binary, fin: false });
          client.sendBytes(bytes);
          client.send({ opcode: Opcode.ping });
          await client.poll(PATIENCE_MS);
        });
      });
    },
  },
  {
    name: "ping-flood",
    claim: "A client that pings and reads no pongs is closed, or no longer served",
    run: async (bed) => {
      const gateway = await bed.keptGateway({});
      const ping = encodeFrame({ opcode: Opcode.ping, payload: Buffer.alloc(125) });
      const chunk = Buffer.concat(Array.from({ length: 4096 }, () => ping));
      await demandGrowth(gateway, SLACK_BYTES, async () => {
        const { client } = await gateway.start();
        client.pause();
        await flood(client, chunk, 4 * SLACK_BYTES / chunk.length);
      });
    },
  },
];

/** Demands that while `attack` lasts, the memory of `gateway` grows by less than `bytes`. */
async function demandGrowth(
  gateway: GatewayProcess,
  bytes: number,
  attack: () => Promise<void>,
): Promise<void> {
  const session = await gateway.startWith(1);
  const before = await residentBytes(gateway);
  await attack();
  demandLess("Growth of memory", await residentBytes(gateway) - before, bytes);
  session.sendFrames(1);
  await session.acknowledge(2);
}

async function startClients(
  gateway: GatewayProcess,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  await Promise.all(Array.from({ length: CLIENTS }, async () => await use(await gateway.start())));
}
