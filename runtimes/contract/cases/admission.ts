import { demandEqual } from "@stt-bench/conformance";
import type { Fields } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { expectRefused } from "../fixtures/expect_refused.ts";
import type { Attempt } from "../fixtures/expect_refused.ts";
import type { GatewayProcess } from "../gateway_process.ts";

const TOKEN = "a-right.token~of+a_client";
const ANOTHER = "1.another-right-token";
const AUTH_TOKENS = `${TOKEN},${ANOTHER}`;
const ORIGIN = "https://app.example";
const ALLOWED_ORIGINS = `${ORIGIN},http://localhost:8080`;

const NO_TOKEN = {
  status: 401,
  reason: "token",
  header: ["www-authenticate", /^Bearer$/],
} as const;
const NO_ORIGIN = { status: 403, reason: "origin" };

/** Who may have a session: tokens and origins. */
export const admissionCases: readonly ContractCase[] = [
  {
    name: "token-refused",
    claim: "Without one of AUTH_TOKENS an upgrade gets 401 with WWW-Authenticate, and is counted",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ AUTH_TOKENS });
      await expectRefused(gateway, NO_TOKEN, [
        ["no token", {}],
        ["a wrong token", bearer("a-wrong-token")],
        ["a wrong token as a subprotocol", offer("bearer.a-wrong-token")],
        ["the start of a token", bearer(TOKEN.slice(0, -1))],
        ["a token and more", bearer(`${TOKEN}x`)],
        ["a token in capitals", bearer(TOKEN.toUpperCase())],
        ["two tokens", bearer(`${TOKEN} ${ANOTHER}`)],
        ["all tokens", bearer(AUTH_TOKENS)],
        ["an empty token", bearer("")],
        ["an empty subprotocol", offer("bearer.")],
        ["a token without its scheme", { Authorization: TOKEN }],
        ["a token of another scheme", { Authorization: `Basic ${btoa(`user:${TOKEN}`)}` }],
        ["a token as a bare subprotocol", offer(TOKEN)],
        ["a token before too many others", offer(`bearer.${TOKEN}${",bearer.x".repeat(4)}`)],
        ["a token in the query", {}, `/ws/stt?access_token=${TOKEN}`],
        ["a token in a cookie", { Cookie: `token=${TOKEN}` }],
      ]);
    },
  },
  {
    name: "token-accepted",
    claim: "Each of AUTH_TOKENS opens sessions, by header or as the subprotocol that is answered",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ AUTH_TOKENS });
      const subprotocol = `bearer.${TOKEN}`;
      await expectServed(gateway, bearer(TOKEN), undefined);
      await expectServed(gateway, { authorization: `bearer  ${ANOTHER}` }, undefined);
      await expectServed(gateway, { ...bearer(TOKEN), ...offer("stt, v2") }, undefined);
      await expectServed(gateway, offer(subprotocol), subprotocol);
      await expectServed(gateway, offer(`stt,${subprotocol},bearer.wrong`), subprotocol);
      await expectServed(gateway, offer(`bearer.wrong , ${subprotocol}, v2`), subprotocol);
      await expectServed(gateway, { ...bearer("wrong"), ...offer(subprotocol) }, subprotocol);
      for (const path of ["/health", "/ready", "/metrics"]) {
        const { status } = await gateway.request({ path });
        demandEqual(`Status of ${path}, which asks for no token`, status, 200);
      }
    },
  },
  {
    name: "origin",
    claim: "Of pages only those of ALLOWED_ORIGINS are served, others get 403 and are counted; " +
      "who names no origin is no page, and is served",
    run: async (bed) => {
      const gateway = await bed.keptGateway({ ALLOWED_ORIGINS });
      await expectRefused(
        gateway,
        NO_ORIGIN,
        [
          "https://elsewhere.example",
          "http://app.example",
          "https://app.example:8443",
          "https://sub.app.example",
          "https://app.example.elsewhere.example",
          "http://localhost",
          "null",
          `${ORIGIN}, https://elsewhere.example`,
        ].map((Origin): Attempt => [Origin, { Origin }]),
      );
      for (const Origin of [null, ORIGIN, "http://localhost:8080"]) {
        await expectServed(gateway, { Origin }, undefined);
      }
    },
  },
  {
    name: "refusal-order",
    claim: "An upgrade is held against RFC 6455, then its origin, then its token, and only then " +
      "is it told how full the gateway is",
    run: async (bed) => {
      const gateway = await bed.startGateway({ AUTH_TOKENS, ALLOWED_ORIGINS, MAX_SESSIONS: 1 });
      const session = await gateway.start(bearer(TOKEN));
      const elsewhere = { Origin: "https://elsewhere.example" };
      const version = { "Sec-WebSocket-Version": "12" };
      const full = { status: 503, reason: "full", header: ["retry-after", /^\d+$/] } as const;
      await expectRefused(gateway, { status: 426, reason: "version" }, [
        ["another version, another origin, no token", { ...version, ...elsewhere }],
      ]);
      await expectRefused(gateway, NO_ORIGIN, [["another origin, no token", elsewhere]]);
      await expectRefused(gateway, NO_TOKEN, [["no token", { Origin: ORIGIN }]]);
      await expectRefused(gateway, full, [["a right token", bearer(TOKEN)]]);
      session.sendFrames(1);
      await session.acknowledge(1);
    },
  },
];

function bearer(token: string): Fields {
  return { Authorization: `Bearer ${token}` };
}

function offer(subprotocols: string): Fields {
  return { "Sec-WebSocket-Protocol": subprotocols };
}

/** Demands a session that is served, and the subprotocol that it was answered with. */
async function expectServed(
  gateway: GatewayProcess,
  fields: Fields,
  subprotocol: string | undefined,
): Promise<void> {
  const session = await gateway.start(fields);
  session.sendFrames(1);
  await session.acknowledge(1);
  const answered = session.client.response.headers.get("sec-websocket-protocol");
  demandEqual("Subprotocol", answered, subprotocol);
  session.client.reset();
}
