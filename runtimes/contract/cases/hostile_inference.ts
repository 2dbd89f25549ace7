import { demand, demandEqual } from "@stt-bench/conformance";
import type { ErrorKind } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { serveAgain, skipWithoutHostileServer, withHostileModel } from "../hostile_model.ts";
import type { LinedGateway } from "../hostile_model.ts";

const SESSIONS = 4;
const BATCHES = 6;

/** Long enough for every answer that comes at all. */
const PATIENT = { INFERENCE_TIMEOUT_MS: 10_000 };

/** For models that never answer. */
const TIMEOUT_MS = 300;
const IMPATIENT = { INFERENCE_TIMEOUT_MS: TIMEOUT_MS };

/** What RFC 9113 allows, and hardly anybody does: nobody may notice. By the class of `hostile_server.py`. */
const allowed: Readonly<Record<string, string>> = {
  TinyWindows: "Windows of 777 bytes",
  OneAtATime: "One stream at a time",
  ChangingSettings: "SETTINGS that change windows, frame sizes and the number of streams",
  Drip: "Answers in segments of one byte",
  Padding: "Padded frames",
  Continuation: "Header blocks in many frames",
  Trailers: "Trailers",
  Interim: "Interim answers",
  DynamicTable: "Header fields that come into and fall out of HPACK's dynamic table",
  Pings: "200 PINGs for each request",
  Leaving: "A GOAWAY every five requests",
};

/** What makes a batch fail, and the kinds that it may fail with. */
const fatal: Readonly<Record<string, readonly [what: string, kinds: readonly ErrorKind[]]>> = {
  NoWindow: ["A window that never opens", ["timeout"]],
  SlowDrip: ["One byte a second", ["timeout"]],
  LongFrame: ["A frame that is too long", ["connection_reset"]],
  BadTable: ["A header field that is in no table", ["connection_reset"]],
  NoHttp2: ["An answer that is no HTTP/2", ["connection_reset"]],
};

/** A model whose HTTP/2 is at its worst; python3-h2 speaks it, and judges what the gateways say. */
export const hostileInferenceCases: readonly ContractCase[] = [
  ...Object.entries(allowed).map(([mischief, what]): ContractCase => ({
    name: caseName(mischief),
    claim: `${what}: the model's answers arrive all the same`,
    skip: skipWithoutHostileServer,
    run: (bed) =>
      withHostileModel(bed, mischief, PATIENT, async ({ gateway }) => {
        await Promise.all(Array.from({ length: SESSIONS }, () => stream(gateway)));
      }),
  })),
  ...Object.entries(fatal).map(([mischief, [what, kinds]]): ContractCase => ({
    name: caseName(mischief),
    claim: `${what} costs a batch, told as ${kinds.join(" or ")}, and nothing else`,
    skip: skipWithoutHostileServer,
    run: (bed) =>
      withHostileModel(bed, mischief, IMPATIENT, async ({ gateway }) => {
        const { kind, message } = await (await gateway.startWith(2)).error();
        demand(kinds.includes(kind), `Expected ${kinds.join(" or ")}, got ${kind}: ${message}`);
      }),
  })),
  {
    name: "http2-huge-headers",
    claim: "A header block of 100 000 bytes is read, or costs the batch, and nothing else",
    skip: skipWithoutHostileServer,
    run: (bed) => withHostileModel(bed, "HugeHeaders", IMPATIENT, demandTakenOrLost),
  },
  {
    name: "http2-late-answer",
    claim: "A request that takes too long is cancelled, and its late answer ignored",
    skip: skipWithoutHostileServer,
    run: (bed) => withHostileModel(bed, "LateAnswer", IMPATIENT, demandLateAnswerIgnored),
  },
  {
    name: "http2-early-answer",
    claim: "A status that comes before the model has read the batch is taken, and the next is fine",
    skip: skipWithoutHostileServer,
    run: (bed) =>
      withHostileModel(bed, "EarlyAnswer", PATIENT, async ({ gateway }) => {
        const session = await gateway.startWith(1);
        await session.acknowledge(1);
        session.sendFrames(20);
        await session.roundTrip();
        const { kind, inference_status } = await session.error();
        demandEqual("kind", `${kind} ${inference_status}`, "http_4xx 413");
        // The 20 frames may have been two batches: then the second one was served.
        await serveAgain(session);
      }),
  },
];

/** RFC 9113 lets a client limit header blocks; who does loses the batch. */
async function demandTakenOrLost({ gateway }: LinedGateway): Promise<void> {
  const { message } = await (await gateway.startWith(2)).message();
  const outcome = message.type === "partial" ? "answered" : message.kind;
  demand(/^(answered|connection_reset)$/.test(outcome), `Expected it lost or not, got ${outcome}`);
}

/** Case name of a class of `hostile_server.py`. */
function caseName(mischief: string): string {
  return `http2${mischief.replaceAll(/[A-Z][a-z]*/g, (word) => `-${word.toLowerCase()}`)}`;
}

async function stream(gateway: GatewayProcess): Promise<void> {
  const session = await gateway.start();
  for (let batch = 1; batch <= BATCHES; batch++) {
    session.sendFrames(3);
    await session.acknowledge(3 * batch);
  }
}

async function demandLateAnswerIgnored({ gateway, line }: LinedGateway): Promise<void> {
  const session = await gateway.startWith(1);
  demandEqual("kind", (await session.error()).kind, "timeout");
  const before = line.connections;
  session.sendFrames(1);
  await session.acknowledge(2);
  demandEqual("New connections", line.connections - before, 0);
}
