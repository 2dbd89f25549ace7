import { Buffer } from "node:buffer";
import { CloseCode, CloseReason, FRAME_BYTES, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import { Opcode } from "../client/encode_frame.ts";
import { expectClose } from "./expect_close.ts";

const SPEC = "Client to gateway, 2";
const tooBig = { code: CloseCode.messageTooBig };

/** What may follow the start message: PCM frames of one size, and nothing else. */
export const messageCases: readonly Case[] = [
  {
    name: "text-after-start",
    claim: "Text after the start message is closed with 1002",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      for (const text of ['{"type":"start"}', "", "x".repeat(FRAME_BYTES)]) {
        const { client } = await gateway.start();
        client.sendText(text);
        const reason = CloseReason.textAfterStart;
        await expectClose(client, { code: CloseCode.protocolError, reason });
      }
    },
  },
  ...[0, 639, 641, MAX_MESSAGE_BYTES].map((bytes): Case => ({
    name: `frame-of-${bytes}`,
    claim: `A binary message of ${bytes} bytes is closed with 1003`,
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const { client } = await gateway.start();
      client.sendBinary(new Uint8Array(bytes));
      const reason = CloseReason.badFrameSize;
      await expectClose(client, { code: CloseCode.unsupportedData, reason });
    },
  })),
  {
    name: "frame-size-later",
    claim: "A wrong size is closed with 1003 after right frames too",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.sendFrames(3);
      session.client.sendBinary(new Uint8Array(FRAME_BYTES - 2));
      await expectClose(session.client, { code: CloseCode.unsupportedData });
    },
  },
  {
    name: "too-big",
    claim: "A message over 8192 bytes is closed with 1009, as the first one too",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const { client } = await gateway.start();
      client.sendBinary(new Uint8Array(MAX_MESSAGE_BYTES + 1));
      await expectClose(client, tooBig);
      const first = await gateway.connect();
      first.sendText(`{"type":"start"}${" ".repeat(MAX_MESSAGE_BYTES)}`);
      await expectClose(first, tooBig);
    },
  },
  {
    name: "too-big-in-fragments",
    claim: "Fragments of more than 8192 bytes together are closed with 1009",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const { client } = await gateway.start();
      const payload = Buffer.alloc(MAX_MESSAGE_BYTES / 2);
      client.send({ opcode: Opcode.binary, payload, fin: false });
      client.send({ opcode: Opcode.continuation, payload, fin: false });
      client.send({ opcode: Opcode.continuation, payload: Buffer.alloc(1) });
      await expectClose(client, tooBig);
    },
  },
  {
    name: "too-big-unfinished",
    claim: "Fragments over 8192 bytes are closed with 1009 before the message is whole",
    spec: "RELIABILITY.md, row 12",
    profile: "ours",
    run: async (gateway) => {
      const { client } = await gateway.start();
      const payload = Buffer.alloc(MAX_MESSAGE_BYTES);
      client.send({ opcode: Opcode.binary, payload, fin: false });
      client.send({ opcode: Opcode.continuation, payload: Buffer.alloc(1), fin: false });
      await expectClose(client, tooBig);
    },
  },
  {
    name: "too-big-announced",
    claim: "A frame that announces more than 8192 bytes is closed with 1009 before they come",
    spec: "RELIABILITY.md, row 12",
    profile: "ours",
    run: async (gateway) => {
      for (const announcedLength of [BigInt(MAX_MESSAGE_BYTES + 1), 1n << 32n, (1n << 53n) - 1n]) {
        const { client } = await gateway.start();
        client.send({ opcode: Opcode.binary, announcedLength });
        await expectClose(client, tooBig);
      }
    },
  },
];
