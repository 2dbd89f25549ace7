import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { AccessTokens } from "./access_tokens.ts";
import { admit } from "./admission.ts";
import type { AdmissionRules, Occupancy } from "./admission.ts";
import { TrustedProxies } from "./trusted_proxies.ts";
import { HANDSHAKE } from "./testing/set_up_gateway.ts";

const open: Occupancy = {
  isDraining: false,
  isFull: false,
  isOverMemory: false,
  sessionsOf: () => 0,
};

function judge(
  change: Record<string, string | undefined>,
  { rules = {}, occupancy = open }: { rules?: AdmissionRules; occupancy?: Occupancy } = {},
) {
  const headers: Record<string, string | undefined> = { ...HANDSHAKE, ...change };
  const remote = { hostname: "192.0.2.1", port: 4711 };
  return admit({ header: (name) => headers[name], remote }, rules, occupancy);
}

function refuse(change: Record<string, string | undefined>, occupancy = open) {
  return judge(change, { occupancy }).refusal;
}

const accepted: [string, Record<string, string>][] = [
  ["the handshake of the RFC", {}],
  ["other cases and further connection options", {
    upgrade: "WebSocket",
    connection: "keep-alive, Upgrade",
  }],
  ["a further protocol to upgrade to", { upgrade: "h2c, websocket" }],
  ["extensions and subprotocols, which nobody negotiates", {
    "sec-websocket-extensions": "permessage-deflate",
    "sec-websocket-protocol": "a, b",
  }],
];

for (const [what, change] of accepted) {
  test(`admit lets through ${what}`, () => assertEquals(refuse(change), undefined));
}

const refused: [string, Record<string, string | undefined>, number, Record<string, string>][] = [
  ["no upgrade header", { upgrade: undefined }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["an upgrade to something else", { upgrade: "websocket2" }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["no upgrade among the connection options", { connection: "keep-alive" }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["an old version", { "sec-websocket-version": "8" }, 426, { "sec-websocket-version": "13" }],
  ["no version", { "sec-websocket-version": undefined }, 426, { "sec-websocket-version": "13" }],
  ["no key", { "sec-websocket-key": undefined }, 400, {}],
  ["a key of 15 bytes", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25j" }, 400, {}],
  ["a key that isn't base64", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZ!==" }, 400, {}],
];

for (const [what, change, status, headers] of refused) {
  test(`admit refuses ${what} with ${status}`, () => {
    const refusal = refuse(change);
    assertEquals([refusal?.status, refusal?.headers], [status, headers]);
  });
}

test("admit asks clients to come back while draining, full or out of memory", () => {
  for (const full of [{ isDraining: true }, { isFull: true }, { isOverMemory: true }]) {
    const refusal = refuse({}, { ...open, ...full });
    assertEquals([refusal?.status, refusal?.headers], [503, { "retry-after": "1" }]);
  }
});

test("admit judges the handshake before the occupancy", () => {
  assertEquals(refuse({ upgrade: undefined }, { ...open, isFull: true })?.status, 426);
});

test("admit refuses the web pages of other origins", () => {
  const rules = { origins: new Set(["https://a.example"]) };
  const statuses = [undefined, "https://a.example", "https://b.example", "null"].map((origin) =>
    judge({ origin }, { rules }).refusal?.status
  );
  assertEquals(statuses, [undefined, undefined, 403, 403]);
});

test("admit asks for a token, in a header or as a subprotocol, which it answers with", () => {
  const rules = { tokens: new AccessTokens(["abc", "def"]) };
  assertEquals(judge({ authorization: "bearer def" }, { rules }).client?.subprotocol, undefined);
  const offer = { "sec-websocket-protocol": "stt, bearer.abc" };
  assertEquals(judge(offer, { rules }).client?.subprotocol, "bearer.abc");
  for (const authorization of [undefined, "Bearer ab", "Basic abc", "abc", "Bearer abc def"]) {
    const { refusal } = judge({ authorization }, { rules });
    assertEquals([refusal?.status, refusal?.headers], [401, { "www-authenticate": "Bearer" }]);
  }
});

test("admit tells who has no token nothing about how full it is", () => {
  const rules = { tokens: new AccessTokens(["abc"]) };
  const { refusal } = judge({}, { rules, occupancy: { ...open, isFull: true } });
  assertEquals(refusal?.reason, "token");
});

test("admit bounds the sessions of one address, and of each client behind a trusted proxy", () => {
  const occupancy = { ...open, sessionsOf: (address: string) => address === "192.0.2.1" ? 2 : 1 };
  const rules = { maxSessionsPerAddress: 2 };
  assertEquals(judge({}, { rules, occupancy }).refusal?.status, 429);
  const proxied = { ...rules, proxies: new TrustedProxies(["192.0.2.0/24"]) };
  const forwarded = { "x-forwarded-for": "198.51.100.7" };
  assertEquals(judge(forwarded, { rules, occupancy }).refusal?.status, 429);
  assertEquals(judge(forwarded, { rules: proxied, occupancy }).client?.peer, "198.51.100.7");
});

test("admit passes on a trace, unless it is malformed", () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  assertEquals(judge({ traceparent }).client?.traceparent, traceparent);
  for (
    const bad of [traceparent.toUpperCase(), `${traceparent}-x`, traceparent.replace("00-", "ff-")]
  ) {
    assertEquals(judge({ traceparent: bad }).client?.traceparent, undefined);
  }
});
