import { once } from "node:events";
import { demandEqual } from "@stt-bench/conformance";
import { WebSocket } from "ws";
import type { ContractCase } from "../contract_case.ts";
import { knock } from "../fixtures/knock.ts";
import type { Knock } from "../fixtures/knock.ts";
import { skipWithoutPython } from "../fixtures/python.ts";

const TOKEN = "a-right.token~of+a_client";
const ORIGIN = "https://app.example";
const SUBPROTOCOL = `bearer.${TOKEN}`;
const AUTHORIZED = { headers: { Authorization: `Bearer ${TOKEN}` } };

/** What came of a way to ask for a session: the status, and the subprotocol of the session. */
type Row = readonly [what: string, how: Knock, status: number, subprotocol?: string];

const rows: readonly Row[] = [
  ["no token", {}, 401],
  ["a wrong token", { headers: { Authorization: "Bearer wrong" } }, 401],
  ["a wrong subprotocol", { subprotocols: ["bearer.wrong"] }, 401],
  ["a right token", AUTHORIZED, 101],
  ["a right subprotocol", { subprotocols: ["stt", SUBPROTOCOL] }, 101, SUBPROTOCOL],
  ["another origin", { ...AUTHORIZED, origin: "https://elsewhere.example" }, 403],
  ["an allowed origin", { ...AUTHORIZED, origin: ORIGIN }, 101],
];

/** Who may have a session, asked by clients that are not ours. */
export const admissionClientCases: readonly ContractCase[] = [
  {
    name: "token-python",
    claim: "Python's websockets is refused and served by its token and its origin",
    skip: () => skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.keptGateway({ AUTH_TOKENS: TOKEN, ALLOWED_ORIGINS: ORIGIN });
      const answers = await knock(gateway.target.url, rows.map(([, how]) => how));
      for (const [i, [what, , status, subprotocol]] of rows.entries()) {
        const answer = answers[i]!;
        demandEqual(`Status for ${what}`, answer.status, status);
        if ("headers" in answer) {
          const challenge = status === 401 ? "Bearer" : undefined;
          demandEqual(`Challenge for ${what}`, answer.headers["www-authenticate"], challenge);
        } else {
          demandEqual(`Subprotocol for ${what}`, answer.subprotocol ?? undefined, subprotocol);
        }
      }
    },
  },
  {
    name: "token-ws",
    claim: "npm's ws is refused and served by its token and its origin",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ AUTH_TOKENS: TOKEN, ALLOWED_ORIGINS: ORIGIN });
      for (const [what, how, status, subprotocol = ""] of rows) {
        const { headers, origin, subprotocols = [] } = how;
        const client = new WebSocket(gateway.target.url, [...subprotocols], {
          ...(headers && { headers }),
          ...(origin !== undefined && { origin }),
        });
        const failed = once(client, "error").then(([error]) => (error as Error).message);
        const opened = once(client, "open").then(() => `subprotocol "${client.protocol}"`);
        opened.catch(() => {});
        const expected = status === 101
          ? `subprotocol "${subprotocol}"`
          : `Unexpected server response: ${status}`;
        demandEqual(`What ws says to ${what}`, await Promise.race([failed, opened]), expected);
        client.terminate();
      }
    },
  },
];
