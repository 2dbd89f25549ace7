import { Buffer } from "node:buffer";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { demandEqual } from "@stt-bench/conformance";
import { parseServerMessage } from "@stt-bench/protocol";
import { WebSocket } from "ws";
import type { ContractCase } from "../contract_case.ts";

const run = promisify(execFile);
const pythonClient = fileURLToPath(new URL("../fixtures/client.py", import.meta.url));

/** Where a Python may be: Debian's, which has Debian's packages, stands behind others in PATH. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** The first Python that has the module `websockets`. */
async function findPython(): Promise<string | undefined> {
  for (const python of PYTHONS) {
    const has = await run(python, ["-c", "import websockets"]).then(() => true, () => false);
    if (has) return python;
  }
  return undefined;
}

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
    skip: async () =>
      await findPython() ? undefined : "expected python3 with the module websockets",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const { stdout } = await run((await findPython())!, [pythonClient, gateway.target.url]);
      const { message, code } = JSON.parse(stdout);
      const { type, frames } = parseServerMessage(message);
      demandEqual("type", type, "partial");
      demandEqual("frames", frames, 2);
      demandEqual("Close code", code, 4000);
    },
  },
];
