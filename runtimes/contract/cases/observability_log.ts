import { Buffer } from "node:buffer";
import { demand, demandEqual, upgradeFields, Violation } from "@stt-bench/conformance";
import type { WebSocketClient } from "@stt-bench/conformance";
import { CloseCode, FRAME_BYTES } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { LongModel } from "../fixtures/long_model.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { messageOf } from "../run/message_of.ts";
import { until } from "../until.ts";
import { endings } from "./log_endings.ts";
import type { End } from "./log_endings.ts";

const LONG_MS = 60_000;

/** What a client and the model say, with all that they can say it with. */
const SECRET = "sotto-voce";
const TOKEN = "a-token-that-is-secret";
const HEADERS = { Authorization: `Bearer ${TOKEN}`, Cookie: SECRET, "User-Agent": SECRET };

/** How it could stand in a log. */
const spellings: Readonly<Record<string, string>> = {
  "the text": SECRET,
  "the token": TOKEN,
  "base64": Buffer.from(SECRET.repeat(3)).toString("base64"),
  "base64 that begins elsewhere": Buffer.from(SECRET.repeat(3)).subarray(1).toString("base64"),
  "base64 that begins elsewhere still": Buffer.from(SECRET.repeat(3)).subarray(2).toString(
    "base64",
  ),
  "hexadecimal": Buffer.from(SECRET).toString("hex"),
  "bytes": [...Buffer.from(SECRET)].join(),
  "bytes by index": JSON.stringify(Uint8Array.from(Buffer.from(SECRET))).slice(1, -1),
  "samples": new Int16Array(Uint8Array.from(Buffer.from(SECRET)).buffer).join(),
};

/** What a gateway logs of its sessions, and of itself. Every gateway's log is checked when it ends. */
export const logCases: readonly ContractCase[] = [
  {
    name: "log-session-end",
    claim: "The log has one line for each session's end: peer, code, cause, frames, duration",
    run: async (bed) => {
      await Promise.all(endings.map(async ({ env, byCause }) => {
        const gateway = await bed.startGateway(env);
        await Promise.all(Object.values(byCause).map((end) => end.run(gateway, bed)));
        await untilLogged(gateway, Object.keys(byCause).length);
        for (const [cause, end] of Object.entries(byCause)) demandLine(gateway, cause, end);
      }));
    },
  },
  {
    name: "log-drain",
    claim: "The log is whole at the end: sessions that were drained, or could not be, and the stop",
    run: async (bed) => {
      const env = { DRAIN_TIMEOUT_MS: 300, INFERENCE_TIMEOUT_MS: LONG_MS };
      const gateway = await bed.startGateway(env);
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      await gateway.startWith(2);
      await bed.inFlight(1);
      await gateway.start();
      gateway.child.kill("SIGTERM");
      demandEqual("Exit code", (await gateway.child.exited).code, 0);
      demandEqual("Lines of sessions", gateway.log.sessionEnds.length, 2);
      demandLine(gateway, "drain", { code: CloseCode.serviceRestart });
      const frames = { received: 2, discarded: 2 };
      demandLine(gateway, "drain_deadline", { code: CloseCode.goingAway, frames });
      const messages = gateway.log.entries.map(({ message }) => message);
      demandEqual("First", messages[0], "gateway listens");
      demandEqual("Then", messages[1], "gateway drains");
      demandEqual("Last", messages.at(-1), "gateway stops");
    },
  },
  {
    name: "log-privacy",
    claim: "Nothing that a client or the model says gets into the log: tokens, audio, transcripts",
    run: async (bed) => {
      const model = new LongModel(SECRET);
      const gateway = await bed.startGateway({ INFERENCE_URL: model.url, AUTH_TOKENS: TOKEN });
      try {
        await saySecrets(gateway);
      } finally {
        await gateway.stop();
        await model.stop();
      }
      const said = gateway.log.lines.join("\n").toLowerCase();
      for (const [how, text] of Object.entries(spellings)) {
        demand(!said.includes(text.toLowerCase()), `The log: expected no secret, got ${how}`);
      }
    },
  },
];

/** Opens sessions, and says the secret with everything that the gateway takes, or refuses. */
async function saySecrets(gateway: GatewayProcess): Promise<void> {
  const secret = (bytes: number) => Buffer.from(SECRET.repeat(bytes).slice(0, bytes));
  const first = await start(gateway);
  first.sendBinary(secret(FRAME_BYTES));
  const { text } = await first.expect("text");
  demand(text.includes(SECRET), `Transcript: expected "${SECRET}", got ${text}`);
  first.sendClose(4000, SECRET);
  (await start(gateway, `{"type":"start","secret":"${SECRET}"}`)).sendText(SECRET);
  (await start(gateway)).sendText(SECRET);
  (await start(gateway)).sendBinary(secret(FRAME_BYTES - 1));
  (await start(gateway)).sendBinary(secret(10_000));
  const wrong = { ...HEADERS, Authorization: `Bearer ${SECRET}`, ...upgradeFields() };
  demandEqual("Status", (await gateway.request({ fields: wrong })).status, 401);
  await untilLogged(gateway, 5);
}

async function start(
  gateway: GatewayProcess,
  message = '{"type":"start"}',
): Promise<WebSocketClient> {
  const client = await gateway.connect(HEADERS);
  client.sendText(message);
  return client;
}

async function untilLogged(gateway: GatewayProcess, sessions: number): Promise<void> {
  const { log } = gateway;
  await until(
    () => log.sessionEnds.length === sessions,
    `${sessions} sessions in the log`,
  ).catch((error) => {
    throw new Violation(`${messageOf(error)}, got ${log.lines.join("\n")}`);
  });
}

/** Demands that the line of the one session that ended by `cause` says `end`. */
function demandLine(
  { log }: GatewayProcess,
  cause: string,
  { code, frames = {}, leastMs = 0 }: Omit<End, "run">,
): void {
  const lines = log.sessionEnds.filter((line) => line.cause === cause);
  demandEqual(`Lines of sessions ended by ${cause}`, lines.length, 1);
  const line = lines[0]!;
  demand([code].flat().includes(line.code), `Code of ${cause}: expected ${code}, got ${line.code}`);
  for (const [outcome, got] of Object.entries(line.frames)) {
    const expected = frames[outcome as keyof typeof frames] ?? 0;
    demandEqual(`Frames ${outcome} of ${cause}`, got, expected);
  }
  demand(/^127\.0\.0\.1:\d+$/.test(line.peer), `Peer: expected 127.0.0.1:port, got ${line.peer}`);
  demand(
    line.duration_ms >= leastMs - 1,
    `Duration of ${cause}: expected ${leastMs} ms at least, got ${line.duration_ms}`,
  );
}
