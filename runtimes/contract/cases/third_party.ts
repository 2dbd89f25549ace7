import { Buffer } from "node:buffer";
import { once } from "node:events";
import { demandEqual } from "@stt-bench/conformance";
import { parseServerMessage } from "@stt-bench/protocol";
import * as v from "valibot";
import { WebSocket } from "ws";
import type { ContractCase } from "../contract_case.ts";
import { runPython, skipWithoutPython } from "../fixtures/python.ts";

const Printed = v.object({ message: v.string(), code: v.number() });

/** Clients that are not ours, so that no misunderstanding of ours can hide on both sides. */
export const thirdPartyCases: readonly ContractCase[] = [
  {
    name: "client-ws",
    claim: "npm's ws, with compression offered, gets its partial and its close code back",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const client = new WebSocket(gateway.target.url, { perMessageDeflate: true });
      await once(client, "open");
      demandEqual("Extensions", client.extensions, "");
      client.send('{"type":"start"}');
      client.send(new Uint8Array(640));
      const [data] = await once(client, "message") as [Buffer];
      const message = parseServerMessage(data.toString());
      demandEqual("type", message.type, "partial");
      demandEqual("frames", message.frames, 1);
      client.close(4000, "bye");
      const [code] = await once(client, "close");
      demandEqual("Close code", code, 4000);
    },
  },
  {
    name: "client-python",
    claim: "Python's websockets gets its partial and its close code back",
    skip: () => skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const printed = await runPython("client.py", "websockets", [gateway.target.url]);
      const { message, code } = v.parse(Printed, printed);
      const { type, frames } = parseServerMessage(message);
      demandEqual("type", type, "partial");
      demandEqual("frames", frames, 2);
      demandEqual("Close code", code, 4000);
    },
  },
];
