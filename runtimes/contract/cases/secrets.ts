import { rm } from "node:fs/promises";
import { demand, demandEqual } from "@stt-bench/conformance";
import type { Fields } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Env } from "../env.ts";
import { askWithSecrets } from "../fixtures/ask_with_secrets.ts";
import { Overheard } from "../fixtures/overheard.ts";
import { demandNoSecret, NO_TOKEN, RIGHT_TOKEN, WRONG_TOKEN } from "../fixtures/secrets.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const LONG_MS = 60_000;

/** Tokens, right or wrong, must not be in anything that a gateway says. */
export const secretCases: readonly ContractCase[] = [
  {
    name: "secrets",
    claim: "No token is in what a gateway logs, prints, answers, counts or sends to clients, " +
      "whatever they do with it; but a browser gets its own subprotocol back",
    run: (bed) => expectDiscretion(bed, 1),
  },
  {
    name: "workers-secrets",
    claim: "No token is in what several workers and their parent say",
    skip: skipUnlessLinux,
    run: (bed) => expectDiscretion(bed, 2),
  },
  {
    name: "secrets-at-start",
    claim:
      "No token is in --print-config, in --help, or in what a gateway says that does not start",
    run: async (bed) => {
      await using folder = await TemporaryFolder.make();
      const AUTH_TOKENS = `${RIGHT_TOKEN},${WRONG_TOKEN}`;
      const badFile = await folder.write("tokens", `${RIGHT_TOKEN}\n${NO_TOKEN}\n`);
      const { port: taken } = new URL((await bed.keptGateway({})).url);
      const rows: readonly (readonly [Env, string[], code: number, said: string])[] = [
        [{ AUTH_TOKENS }, ["--print-config"], 0, '"AUTH_TOKENS":{"value":"(secret)"'],
        [{ AUTH_TOKENS }, ["--help"], 0, "AUTH_TOKENS"],
        [{ AUTH_TOKENS }, ["--port", taken], 2, "unknown option '--port'"],
        [{ AUTH_TOKENS, PORT: "abc" }, [], 2, "Cannot parse PORT"],
        [{ AUTH_TOKENS, PORT: taken }, [], 1, taken],
        [{ AUTH_TOKENS: `${AUTH_TOKENS},${NO_TOKEN}`, DEBUG: "1" }, [], 2, "in number 3"],
        [{ AUTH_TOKENS: `@${badFile}` }, [], 2, "in number 2"],
      ];
      for (const [env, args, code, said] of rows) {
        await using process = await Overheard.start(bed, env, args);
        const what = `gateway with ${Object.keys(env)} ${args}`;
        demandEqual(`Exit code of a ${what}`, (await process.child.exited).code, code);
        demandSaid(process, [said]);
        demandNoSecret(`A ${what}`, process.lines);
      }
    },
  },
];

/** Leads a gateway through everything that has to do with tokens, and demands that it never says one. */
async function expectDiscretion(bed: Bed, WORKERS: number): Promise<void> {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("tokens", `${RIGHT_TOKEN}\n`);
  await using process = await Overheard.start(bed, {
    WORKERS,
    AUTH_TOKENS: `@${file}`,
    TRUSTED_PROXIES: "127.0.0.1",
    MAX_SESSIONS_PER_IP: 1000,
    INFERENCE_TIMEOUT_MS: LONG_MS,
    DRAIN_TIMEOUT_MS: LONG_MS,
    DEBUG: "1",
  });
  const gateway = await process.gateway();
  demandNoSecret("An answer", await askWithSecrets(gateway));
  demandNoSecret("A message to a client", await misbehave(gateway));
  await folder.write("tokens", `${NO_TOKEN}\n`);
  await reload(process, "gateway keeps its tokens", WORKERS);
  await rm(file);
  await reload(process, "gateway keeps its tokens", 2 * WORKERS);
  await folder.write("tokens", `${RIGHT_TOKEN}\n`);
  await reload(process, "gateway reloads", WORKERS);
  await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
  const session = await gateway.start(bearer(RIGHT_TOKEN));
  session.sendFrames(1);
  await bed.inFlight(1);
  process.child.kill("SIGTERM");
  await untilDraining(gateway);
  demandNoSecret("An answer of the drain", await askWithSecrets(gateway));
  for (const each of [gateway, gateway.admin ?? gateway]) {
    for (const path of ["/health", "/ready", "/metrics"]) {
      demandNoSecret(path, [(await each.request({ path })).body]);
    }
  }
  session.client.reset();
  demandEqual("Exit code", (await process.child.exited).code, 0);
  demandSaid(process, ["gateway listens", "session ended", "gateway drains", "gateway stops"]);
  demandNoSecret("A line of its output", process.lines);
}

/** Waits until it drains, and workers that have no session are gone. */
async function untilDraining(gateway: GatewayProcess): Promise<void> {
  if (gateway.admin !== undefined) await untilMetrics(gateway, { stt_gateway_workers: 1 });
  await until(async () => await gateway.readiness() === 503, "/ready to be 503");
}

/** Sessions that end in every way, with tokens where none belongs; returns what clients were told. */
async function misbehave(gateway: GatewayProcess): Promise<string[]> {
  const odd = { ...bearer(RIGHT_TOKEN), traceparent: WRONG_TOKEN, "X-Forwarded-For": WRONG_TOKEN };
  const polite = await gateway.start(odd);
  polite.sendFrames(1);
  const told = (await polite.acknowledge(1)).map(({ message }) => JSON.stringify(message));
  polite.client.sendClose(4000, WRONG_TOKEN);
  await polite.client.expect("close");
  (await gateway.start(bearer(RIGHT_TOKEN))).client.reset();
  const firsts = [RIGHT_TOKEN, JSON.stringify({ type: "start", token: RIGHT_TOKEN }), undefined];
  for (const first of firsts) {
    const client = await gateway.connect({ "Sec-WebSocket-Protocol": `bearer.${RIGHT_TOKEN}` });
    if (first === undefined) client.sendText('{"type":"start"}');
    client.sendText(first ?? RIGHT_TOKEN);
    const { code, reason } = await client.expect("close");
    demandEqual("Close code", code, 1002);
    told.push(reason);
  }
  return told;
}

/** Sends SIGHUP and waits until `message` has been said `count` times. */
async function reload({ child, lines }: Overheard, message: string, count: number): Promise<void> {
  child.kill("SIGHUP");
  const said = () => lines.filter((line) => line.includes(message)).length;
  await until(() => said() >= count, `${count} lines with "${message}"`);
}

/** Demands that each of `texts` was said: else finding no token in the output would prove nothing. */
function demandSaid({ lines }: Overheard, texts: readonly string[]): void {
  for (const text of texts) {
    const isSaid = lines.some((line) => line.includes(text));
    demand(isSaid, `Expected "${text}" to be said, got ${lines.join("\n")}`);
  }
}

function bearer(token: string): Fields {
  return { Authorization: `Bearer ${token}` };
}
