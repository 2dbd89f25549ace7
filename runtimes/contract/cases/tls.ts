import { sttUrl } from "@stt-bench/bench";
import { demand, demandEqual, expectClose, Gateway, PATIENCE_MS } from "@stt-bench/conformance";
import { CloseCode, CloseReason, FRAME_BYTES } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { skipWithoutOpenssl } from "../fixtures/certificate.ts";
import { knock } from "../fixtures/knock.ts";
import { skipWithoutPython } from "../fixtures/python.ts";
import { withTls } from "../fixtures/with_tls.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { untilMetrics } from "../until_metrics.ts";

const WORKERS = 2;

/** So many that they are all on one worker by chance only once in 2³¹ runs. */
const SESSIONS = 32;

/** Short, and long enough for an honest client on a busy machine. */
const HANDSHAKE_TIMEOUT_MS = 1000;

/** What is no TLS, or none that goes on. */
const noise = [
  "GET /health HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n",
  "no TLS at all".repeat(1000),
  "\x16\x03\x01\x00\x05hello",
];

/** Sessions over TLS, and who speaks none. */
export const tlsCases: readonly ContractCase[] = [
  {
    name: "tls",
    claim: "With TLS_CERT and TLS_KEY sessions are served over TLS and end with their close " +
      "codes, 1012 of a drain too; so are /health, /ready and /metrics",
    skip: skipWithoutOpenssl,
    run: (bed) =>
      withTls(bed, {}, async (gateway) => {
        demand(gateway.url.startsWith("https:"), `URL: expected https:, got ${gateway.url}`);
        await expectStatus(gateway);
        const session = await gateway.startWith(1);
        await session.acknowledge(1);
        await expectCloseCodes(gateway);
        gateway.child.kill("SIGTERM");
        const reason = CloseReason.restart;
        await expectClose(session.client, { code: CloseCode.serviceRestart, reason });
        demandEqual("Exit code", (await gateway.child.exited).code, 0);
      }),
  },
  {
    name: "tls-python",
    claim: "Python's websockets, which trusts the root alone, is served over TLS: it is sent the " +
      "whole chain",
    skip: async () => await skipWithoutOpenssl() ?? await skipWithoutPython("websockets"),
    run: (bed) =>
      withTls(bed, { AUTH_TOKENS: "right" }, async (gateway, { root }) => {
        const ways = [{}, { subprotocols: ["bearer.right"] }];
        const answers = await knock(gateway.target.url, ways, root);
        const statuses = answers.map(({ status }) => status);
        demandEqual("Statuses without a token, and with one", statuses.join(), "401,101");
      }),
  },
  {
    name: "tls-noise",
    claim: "Who speaks no TLS, or does not trust the certificate, is turned away, and all others " +
      "are served",
    skip: skipWithoutOpenssl,
    run: (bed) =>
      withTls(bed, {}, async (gateway) => {
        const session = await gateway.startWith(1);
        await session.acknowledge(1);
        const plain = plainOf(gateway);
        for (const text of noise) await (await plain.say(text)).end(PATIENCE_MS);
        plain.release();
        const { url, flushIntervalMs } = gateway.target;
        const wary = new Gateway({ url, flushIntervalMs });
        const isTrusted = await wary.reach().then(() => true, () => false);
        demand(!isTrusted, "Expected a certificate of nobody's to be refused");
        wary.release();
        session.sendFrames(1);
        await session.acknowledge(2);
        await expectStatus(gateway);
        await (await gateway.startWith(1)).acknowledge(1);
      }),
  },
  {
    name: "tls-slow-handshake",
    claim: "A connection is cut when TLS has not come to an agreement in HANDSHAKE_TIMEOUT_MS",
    skip: skipWithoutOpenssl,
    run: (bed) =>
      withTls(bed, { HANDSHAKE_TIMEOUT_MS }, async (gateway) => {
        const session = await gateway.startWith(1);
        const plain = plainOf(gateway);
        try {
          await Promise.all(["", "\x16\x03\x01"].map(async (text) => {
            await (await plain.say(text)).end(PATIENCE_MS);
          }));
        } finally {
          plain.release();
        }
        await session.acknowledge(1);
        session.sendFrames(1);
        await session.acknowledge(2);
      }),
  },
  {
    name: "tls-workers",
    claim: "Several workers serve TLS on the port that they share, and tell of it at their parent",
    skip: async () => skipUnlessLinux() ?? await skipWithoutOpenssl(),
    run: (bed) =>
      withTls(bed, { WORKERS }, async (gateway) => {
        await gateway.startMany(SESSIONS);
        await expectStatus(gateway);
        const open = await gateway.sessionsByWorker(WORKERS);
        demand(open.every((count) => count > 0), `Sessions by worker: expected some, got ${open}`);
        demandEqual("Open sessions", await gateway.metric("stt_gateway_sessions"), SESSIONS);
      }),
  },
];

/** The same address without TLS. */
function plainOf({ url, target: { flushIntervalMs } }: GatewayProcess): Gateway {
  return new Gateway({ url: sttUrl(url.replace("https:", "http:")), flushIntervalMs });
}

async function expectStatus(gateway: GatewayProcess): Promise<void> {
  for (const path of ["/health", "/ready", "/metrics"]) {
    demandEqual(`Status of ${path}`, (await gateway.request({ path })).status, 200);
  }
}

/** Demands the close codes of clients that leave, break the protocol, or are cut off. */
async function expectCloseCodes(gateway: GatewayProcess): Promise<void> {
  const [leaving, short, long, early] = await gateway.startMany(4);
  leaving!.client.sendClose(4000, "bye");
  await expectClose(leaving!.client, { code: 4000 });
  short!.client.sendBinary(new Uint8Array(FRAME_BYTES - 1));
  const reason = CloseReason.badFrameSize;
  await expectClose(short!.client, { code: CloseCode.unsupportedData, reason });
  long!.client.sendBinary(new Uint8Array(10_000));
  await expectClose(long!.client, { code: CloseCode.messageTooBig });
  early!.client.sendText('{"type":"start"}');
  await expectClose(early!.client, { code: CloseCode.protocolError });
  (await gateway.startWith(1)).client.reset();
  await untilMetrics(gateway, { 'stt_gateway_close_codes_total{code="1006"}': 1 });
}
