import { Buffer } from "node:buffer";
import { CloseCode, FRAME_BYTES } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import { closePayload, Opcode } from "../client/encode_frame.ts";
import type { ClientFrame } from "../client/encode_frame.ts";
import { PATIENCE_MS } from "../client/web_socket_client.ts";
import type { WebSocketClient } from "../client/web_socket_client.ts";
import type { Gateway } from "../gateway.ts";
import { demand } from "../violation.ts";
import { expectClose } from "./expect_close.ts";

interface IllegalFrames {
  readonly claim: string;
  readonly spec: string;
  /** Which close codes say it; mostly one. */
  readonly codes: readonly CloseCode[];
  /** Each is sent on a connection of its own. */
  readonly sequences: readonly (readonly ClientFrame[])[];
  /** Some runtimes' WebSockets let it pass: then only our own gateways must refuse it. */
  readonly oursOnly?: true;
}

const frame = { opcode: Opcode.binary, payload: new Uint8Array(FRAME_BYTES) };
const half = { opcode: Opcode.binary, payload: new Uint8Array(FRAME_BYTES / 2), fin: false };
const notUtf8 = Buffer.of(0xc3, 0x28);
const unsendableCodes = [0, 999, 1004, 1005, 1006, 1015, 2999, 5000];

const table: Readonly<Record<string, IllegalFrames>> = {
  "unmasked": {
    claim: "A frame without a mask",
    spec: "RFC 6455 §5.1",
    codes: [CloseCode.protocolError],
    sequences: [[{ ...frame, masked: false }]],
    oursOnly: true,
  },
  "reserved-bits": {
    claim: "A frame with a reserved bit",
    spec: "RFC 6455 §5.2",
    codes: [CloseCode.protocolError],
    sequences: [1, 2, 4].map((reserved) => [{ ...frame, reserved }]),
  },
  "reserved-opcodes": {
    claim: "A frame with a reserved opcode",
    spec: "RFC 6455 §5.2",
    codes: [CloseCode.protocolError],
    sequences: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => [{ opcode }]),
  },
  "control-in-fragments": {
    claim: "A control frame in fragments",
    spec: "RFC 6455 §5.5",
    codes: [CloseCode.protocolError],
    sequences: [Opcode.ping, Opcode.pong, Opcode.close].map((opcode) => [{ opcode, fin: false }]),
  },
  "ping-too-long": {
    claim: "A ping of more than 125 bytes",
    spec: "RFC 6455 §5.5",
    codes: [CloseCode.protocolError],
    sequences: [[{ opcode: Opcode.ping, payload: Buffer.alloc(126) }]],
  },
  "pong-too-long": {
    claim: "A pong of more than 125 bytes",
    spec: "RFC 6455 §5.5",
    codes: [CloseCode.protocolError],
    sequences: [[{ opcode: Opcode.pong, payload: Buffer.alloc(126) }]],
    oursOnly: true,
  },
  "stray-continuation": {
    claim: "A continuation of nothing",
    spec: "RFC 6455 §5.4",
    codes: [CloseCode.protocolError],
    sequences: [[{ ...frame, opcode: Opcode.continuation }]],
  },
  "interleaved-messages": {
    claim: "A new message inside a fragmented one",
    spec: "RFC 6455 §5.4",
    codes: [CloseCode.protocolError],
    sequences: [[half, frame], [half, { opcode: Opcode.pong }, { ...half, fin: true }]],
  },
  "interleaved-fragments": {
    claim: "A new message in fragments inside a fragmented one",
    spec: "RFC 6455 §5.4",
    codes: [CloseCode.protocolError],
    sequences: [[half, half]],
    oursOnly: true,
  },
  "close-too-long": {
    claim: "A Close frame of more than 125 bytes",
    spec: "RFC 6455 §5.5",
    codes: [CloseCode.protocolError],
    sequences: [[{ opcode: Opcode.close, payload: closePayload(1000, "a".repeat(124)) }]],
    oursOnly: true,
  },
  "close-of-one-byte": {
    claim: "A Close frame with half a code",
    spec: "RFC 6455 §5.5.1",
    codes: [CloseCode.protocolError],
    sequences: [[{ opcode: Opcode.close, payload: Buffer.of(3) }]],
  },
  "close-code-not-sendable": {
    claim: "A close code that must not be sent",
    spec: "RFC 6455 §7.4",
    codes: [CloseCode.protocolError],
    sequences: unsendableCodes.map((
      code,
    ) => [{ opcode: Opcode.close, payload: closePayload(code) }]),
  },
  "close-reason-not-utf8": {
    claim: "A close reason that is not UTF-8",
    spec: "RFC 6455 §5.5.1",
    codes: [CloseCode.invalidPayload],
    sequences: [[{ opcode: Opcode.close, payload: closePayload(1000, notUtf8) }]],
  },
  "text-not-utf8": {
    claim: "Text that is not UTF-8",
    spec: "RFC 6455 §8.1",
    codes: [CloseCode.invalidPayload],
    sequences: [
      [{ opcode: Opcode.text, payload: notUtf8 }],
      [{ opcode: Opcode.text, payload: Buffer.of(0xed, 0xa0, 0x80) }],
      [
        { opcode: Opcode.text, payload: Buffer.of(0xf0, 0x9f), fin: false },
        { opcode: Opcode.continuation, payload: Buffer.of(0x80) },
      ],
    ],
  },
  "text-cut-in-fragments": {
    claim: "Text in fragments that ends within a character",
    spec: "RFC 6455 §8.1",
    codes: [CloseCode.invalidPayload],
    sequences: [[
      { opcode: Opcode.text, payload: Buffer.from("a"), fin: false },
      { opcode: Opcode.continuation, payload: Buffer.of(0xc3) },
    ]],
    oursOnly: true,
  },
  "length-top-bit": {
    claim: "A length with its top bit set",
    spec: "RFC 6455 §5.2; RELIABILITY.md, row 12",
    codes: [CloseCode.protocolError, CloseCode.messageTooBig],
    sequences: [[{ opcode: Opcode.binary, announcedLength: 1n << 63n }]],
  },
};

/** What RFC 6455 forbids. Everywhere it must end the connection; our gateways also say why. */
export const illegalFrameCases: readonly Case[] = [
  {
    name: "illegal-frames",
    claim: "Frames that RFC 6455 forbids end the connection, by a Close frame or a cut",
    spec: "RFC 6455 §7.1.7",
    profile: "wire",
    run: (gateway) => {
      const rows = Object.values(table).filter(({ oursOnly }) => !oursOnly);
      return inParallel(gateway, rows, expectEnd);
    },
  },
  ...Object.entries(table).map(([name, row]): Case => ({
    name,
    claim: `${row.claim} is closed with ${row.codes.join(" or ")}`,
    spec: row.spec,
    profile: "ours",
    run: (gateway) =>
      inParallel(gateway, [row], (client) => expectClose(client, { code: row.codes })),
  })),
];

/** Sends every sequence on a connection of its own; says of all of them what was wrong. */
async function inParallel(
  gateway: Gateway,
  rows: readonly IllegalFrames[],
  judge: (client: WebSocketClient, row: IllegalFrames) => Promise<void>,
): Promise<void> {
  const settled = await Promise.allSettled(
    rows.flatMap((row) =>
      row.sequences.map(async (sequence) => {
        const { client } = await gateway.start();
        for (const frame of sequence) client.send(frame);
        await judge(client, row);
      })
    ),
  );
  const problems = settled
    .filter((result) => result.status === "rejected")
    .map(({ reason }) => reason instanceof Error ? reason.message : String(reason));
  demand(problems.length === 0, [...new Set(problems)].join("; "));
}

async function expectEnd(client: WebSocketClient, row: IllegalFrames): Promise<void> {
  const event = await client.poll(PATIENCE_MS);
  const ended = event !== undefined && ["close", "end", "reset"].includes(event.type);
  demand(ended, `${row.claim}: expected the connection to end, got ${event?.type ?? "nothing"}`);
}
