import { Buffer } from "node:buffer";
import { demand, Opcode } from "@stt-bench/conformance";
import { CloseCode, CloseReason, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import { autobahnGroups } from "@stt-bench/websocket/testing/autobahn";
import type { AutobahnCase } from "@stt-bench/websocket/testing/autobahn";
import * as v from "valibot";
import type { ContractCase } from "../contract_case.ts";
import { runPython, skipWithoutPython } from "../fixtures/python.ts";

/** What the client saw of one case. */
const Seen = v.object({
  /** Payloads of the pongs, in hexadecimal. */
  pongs: v.array(v.string()),
  /** 1005 for a Close without one, 1006 for a cut, null when the connection stayed open. */
  code: v.nullable(v.number()),
  reason: v.string(),
});

/** How a case ends. */
interface Ending {
  readonly pongs: readonly string[];
  readonly code: number | null;
  /** Any when undefined. */
  readonly reason?: string | undefined;
}

/** What stands for the code of a Close frame that has none. */
const NO_STATUS = 1005;

/**
 * What cannot be asked over the wire, by id: text that is found wrong before its message is whole,
 * which the suite doesn't insist on either, and a code that is younger than autobahn 22.
 */
const LEFT_OUT = /^6\.4|^7\.7, 1014/;

const clientClose: AutobahnCase["frames"][number] = {
  opcode: Opcode.close,
  payload: Uint8Array.of(3, 232),
};

const groups: [string, readonly AutobahnCase[]][] = Object.entries(autobahnGroups);

/**
 * Python's autobahn as a client that sends what the Autobahn test suite's does. A gateway echoes
 * nothing; but before the start message it answers pings, and closes for the first message with a
 * reason that tells whether it was taken as a message at all.
 */
export const thirdPartyFrameCases: readonly ContractCase[] = groups.map(
  ([group, cases]): ContractCase => ({
    name: `autobahn-${group.replaceAll(" ", "-").toLowerCase()}`,
    claim: `Python's autobahn gets the right pongs and close codes: ${group}`,
    skip: () => skipWithoutPython("autobahn"),
    run: async (bed) => {
      const { target: { url } } = await bed.keptGateway({});
      const played = cases.filter(({ id }) => !LEFT_OUT.test(id));
      const input = JSON.stringify(played.map(framesOf));
      const printed = await runPython("autobahn_client.py", "autobahn", [url], input);
      const seen = v.parse(v.array(Seen), printed);
      const problems = played.flatMap((each, i) => problemOf(each, seen[i]!));
      demand(problems.length === 0, problems.join("; "));
    },
  }),
);

/** The frames of a case as the client reads them, with a Close where the case doesn't end by one. */
function framesOf(each: AutobahnCase): unknown[] {
  const frames = endsByItself(each) ? each.frames : [...each.frames, clientClose];
  return frames.map(({ opcode, payload = "", fin = true, reserved = 0 }) => ({
    opcode,
    payload: Buffer.from(payload).toString("hex"),
    fin,
    reserved,
  }));
}

function endsByItself({ expected }: AutobahnCase): boolean {
  return expected.some(([event]) => ["text", "binary", "sent close"].includes(event));
}

function expectedOf({ expected }: AutobahnCase): Ending {
  const pongs: string[] = [];
  for (const event of expected) {
    if (event[0] === "sent") pongs.push(event[2]);
    if (event[0] === "sent close") return { pongs, code: event[1] ?? NO_STATUS };
    if (event[0] !== "text" && event[0] !== "binary") continue;
    const bytes = Buffer.byteLength(event[1], event[0] === "text" ? "utf8" : "hex");
    if (bytes > MAX_MESSAGE_BYTES) return { pongs, code: CloseCode.messageTooBig };
    return { pongs, code: CloseCode.protocolError, reason: CloseReason.badStart };
  }
  return { pongs, code: CloseCode.normal };
}

function problemOf(each: AutobahnCase, seen: v.InferOutput<typeof Seen>): string[] {
  const expected = expectedOf(each);
  const wanted = describe(expected);
  const got = describe(expected.reason === undefined ? { ...seen, reason: undefined } : seen);
  return got === wanted ? [] : [`${each.id}: expected ${wanted}, got ${got}`];
}

function describe({ pongs, code, reason }: Ending): string {
  const before = pongs.length === 0 ? "" : `pongs ${pongs.join()} and `;
  return `${before}${code}${reason === undefined ? "" : ` "${reason}"`}`;
}
