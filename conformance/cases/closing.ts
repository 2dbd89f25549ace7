import { Buffer } from "node:buffer";
import { CloseCode } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import { closePayload, encodeFrame, Opcode } from "../client/encode_frame.ts";
import { demand } from "../violation.ts";
import { expectClose } from "./expect_close.ts";

/** The specification says "well under 1 s". */
const PROMPT_MS = 1000;

/** A client that leaves. */
export const closingCases: readonly Case[] = [
  {
    name: "close-echo",
    claim: "A close is answered with the client's own code",
    spec: "Close codes; RFC 6455 §5.5.1",
    profile: "wire",
    run: async (gateway) => {
      for (const code of [CloseCode.normal, CloseCode.goingAway, 3000, 4999]) {
        const session = await gateway.start();
        session.client.sendClose(code, "bye");
        await expectClose(session.client, { code });
      }
    },
  },
  {
    name: "close-without-code",
    claim: "A close without a code is answered without one, or with 1000",
    spec: "RFC 6455 §5.5.1",
    profile: "wire",
    run: async (gateway) => {
      const { client } = await gateway.start();
      client.send({ opcode: Opcode.close });
      const { code } = await client.expect("close");
      demand(
        code === null || code === CloseCode.normal,
        `Close code: expected none or 1000, got ${code}`,
      );
    },
  },
  {
    name: "close-before-start",
    claim: "A close before the start message is answered like any other",
    spec: "Client to gateway, 4",
    profile: "wire",
    run: async (gateway) => {
      const client = await gateway.connect();
      client.sendClose(CloseCode.normal);
      await expectClose(client, { code: CloseCode.normal });
    },
  },
  {
    name: "prompt-close",
    claim: "A close is answered at once: no partial is owed for what is buffered",
    spec: "Client to gateway, 4",
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.sendFrames(10);
      session.client.sendClose(CloseCode.normal);
      await expectClose(session.client, { code: CloseCode.normal }, PROMPT_MS);
    },
  },
  {
    name: "data-after-close",
    claim: "What follows a client's Close frame is ignored",
    spec: "RFC 6455 §5.5.1",
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.client.sendBytes(Buffer.concat([
        encodeFrame({ opcode: Opcode.close, payload: closePayload(4001) }),
        encodeFrame({ opcode: Opcode.binary, payload: new Uint8Array(3) }),
        encodeFrame({ opcode: Opcode.ping, payload: Buffer.from("late") }),
      ]));
      await expectClose(session.client, { code: 4001 });
    },
  },
  {
    name: "vanished-client",
    claim: "A client that vanishes inside a frame leaves the gateway well",
    spec: "RELIABILITY.md, row 22",
    profile: "wire",
    run: async (gateway) => {
      for (let i = 0; i < 3; i++) {
        const session = await gateway.start();
        const bytes = encodeFrame({ opcode: Opcode.binary, payload: session.nextFrame() });
        session.client.sendBytes(bytes.subarray(0, 100 + i));
        session.client.reset();
      }
      const next = await gateway.start();
      next.sendFrames(1);
      await next.acknowledge(1);
    },
  },
];
