import { Buffer } from "node:buffer";
import type { Case } from "../case.ts";
import { encodeFrame, Opcode } from "../client/encode_frame.ts";
import type { EventOf, WebSocketClient } from "../client/web_socket_client.ts";
import { delay, Session } from "../session.ts";
import { demand } from "../violation.ts";

const SPEC = "Client to gateway; RFC 6455 §5.4, §5.5";

/** Unusual but legal ways to send, which a gateway must take like any other. */
export const fragmentCases: readonly Case[] = [
  {
    name: "fragments",
    claim: "Messages may come in fragments, with pings in between",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const client = await gateway.connect();
      sendFragmented(client, Opcode.text, Buffer.from('{"type":"start"}'), [0, 1, 9]);
      const session = new Session(client, gateway.target.flushIntervalMs);
      session.sendFrames(1);
      sendFragmented(client, Opcode.binary, session.nextFrame(), [0, 1, 320, 320, 639]);
      client.send({ opcode: Opcode.binary, payload: session.nextFrame(), fin: false });
      client.send({ opcode: Opcode.ping, payload: Buffer.from("between") });
      client.send({ opcode: Opcode.continuation });
      checkPong(await session.expectPastMessages("pong"), "between");
      session.sendFrames(1);
      await session.acknowledge(4);
    },
  },
  {
    name: "pings",
    claim: "A ping is answered at once by a pong with its payload, whatever else goes on",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const client = await gateway.connect();
      client.send({ opcode: Opcode.ping, payload: Buffer.from("before the start message") });
      checkPong(await client.expect("pong"), "before the start message");
      client.sendText('{"type":"start"}');
      const session = new Session(client, gateway.target.flushIntervalMs);
      for (const payload of ["", "x", "\0ÿ😀", "y".repeat(125)]) {
        session.sendFrames(1);
        client.send({ opcode: Opcode.ping, payload: Buffer.from(payload) });
        checkPong(await session.expectPastMessages("pong"), payload);
      }
      await session.acknowledge(4);
    },
  },
  {
    name: "unasked-pong",
    claim: "A pong that nobody asked for is ignored",
    spec: "RFC 6455 §5.5.3",
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.client.send({ opcode: Opcode.pong, payload: Buffer.from("unasked") });
      session.sendFrames(1);
      await session.acknowledge(1);
    },
  },
  {
    name: "split-bytes",
    claim: "Bytes may arrive split at any place",
    spec: "RFC 6455 §5",
    profile: "wire",
    run: async (gateway) => {
      const client = await gateway.connect();
      await drip(
        client,
        encodeFrame({ opcode: Opcode.text, payload: Buffer.from('{"type":"start"}') }),
        1,
      );
      const session = new Session(client, gateway.target.flushIntervalMs);
      const frames = [session.nextFrame(), session.nextFrame()];
      const bytes = frames.map((payload) => encodeFrame({ opcode: Opcode.binary, payload }));
      await drip(client, Buffer.concat(bytes), 7);
      await session.acknowledge(2);
    },
  },
  {
    name: "joined-bytes",
    claim: "Many messages may arrive in one piece",
    spec: "RFC 6455 §5",
    profile: "wire",
    run: async (gateway) => {
      const client = await gateway.connect();
      const session = new Session(client, gateway.target.flushIntervalMs);
      const frames = Array.from({ length: 50 }, () => session.nextFrame());
      client.sendBytes(Buffer.concat([
        encodeFrame({ opcode: Opcode.text, payload: Buffer.from('{"type":"start"}') }),
        ...frames.map((payload) => encodeFrame({ opcode: Opcode.binary, payload })),
      ]));
      await session.acknowledge(50);
    },
  },
];

/** Sends `payload` in fragments that begin at `cuts`, the first of which is 0. */
function sendFragmented(
  client: WebSocketClient,
  opcode: number,
  payload: Buffer,
  cuts: readonly number[],
): void {
  cuts.forEach((cut, i) => {
    client.send({
      opcode: i === 0 ? opcode : Opcode.continuation,
      payload: payload.subarray(cut, cuts[i + 1]),
      fin: i === cuts.length - 1,
    });
  });
}

function checkPong(pong: EventOf<"pong">, payload: string): void {
  const right = pong.payload.equals(Buffer.from(payload));
  const got = JSON.stringify(pong.payload.toString());
  demand(right, `Pong payload: expected ${JSON.stringify(payload)}, got ${got}`);
}

/** Sends `bytes` in pieces of `size`, each in a turn of the event loop of its own. */
async function drip(client: WebSocketClient, bytes: Buffer, size: number): Promise<void> {
  for (let i = 0; i < bytes.length; i += size) {
    client.sendBytes(bytes.subarray(i, i + size));
    await delay(0);
  }
}
