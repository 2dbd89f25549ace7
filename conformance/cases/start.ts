import { Buffer } from "node:buffer";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import { Opcode } from "../client/encode_frame.ts";
import type { ClientFrame } from "../client/encode_frame.ts";
import { Session } from "../session.ts";
import { expectClose } from "./expect_close.ts";

const SPEC = "Client to gateway, 1";

const spellings = [
  ' {"type":"start"}',
  '{ "type" : "start" }\n',
  '\t{\r\n  "type": "start"\r\n}',
  '{"type":"\\u0073tart"}',
];

const badStarts: Readonly<Record<string, [claim: string, messages: readonly string[]]>> = {
  "start-not-json": ["is not JSON", [
    "start",
    '{"type":"start"',
    '{"type":"start"}x',
    "{'type':'start'}",
  ]],
  "start-empty": ["is empty", ["", " "]],
  "start-extra-field": ["has an extra field", ['{"type":"start","rate":16000}']],
  "start-no-type": ["has no type", ["{}", '{"Type":"start"}']],
  "start-wrong-type": ["has a wrong type", ['{"type":"stop"}', '{"type":1}', '{"type":null}']],
  "start-not-object": ["is no object", ['"start"', "null", "1", '[{"type":"start"}]', '["start"]']],
};

/** The first message: exactly the JSON object `{"type":"start"}`, however it is spelt. */
export const startCases: readonly Case[] = [
  {
    name: "start-spelling",
    claim: "A start message may hold white space and escapes",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      await Promise.all(spellings.map(async (text) => {
        const client = await gateway.connect();
        client.sendText(text);
        const session = new Session(client, gateway.target.flushIntervalMs);
        session.sendFrames(1);
        await session.acknowledge(1);
      }));
    },
  },
  ...Object.entries(badStarts).map(([name, [claim, messages]]) =>
    badStart(
      name,
      claim,
      messages.map((text) => ({ opcode: Opcode.text, payload: Buffer.from(text) })),
    )
  ),
  badStart("start-binary", "is binary", [
    { opcode: Opcode.binary, payload: Buffer.from('{"type":"start"}') },
    { opcode: Opcode.binary, payload: new Uint8Array(640) },
    { opcode: Opcode.binary },
  ]),
];

function badStart(name: string, claim: string, frames: readonly ClientFrame[]): Case {
  return {
    name,
    claim: `A first message that ${claim} is closed with 1002`,
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      for (const frame of frames) {
        const client = await gateway.connect();
        client.send(frame);
        await expectClose(client, { code: CloseCode.protocolError, reason: CloseReason.badStart });
      }
    },
  };
}
