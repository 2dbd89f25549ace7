import { networkInterfaces } from "node:os";
import { sttUrl } from "@stt-bench/bench";
import { demandEqual, expectClose, Gateway, upgradeFields } from "@stt-bench/conformance";
import type { Fields } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { expectRefused } from "../fixtures/expect_refused.ts";
import { knock } from "../fixtures/knock.ts";
import { skipWithoutPython } from "../fixtures/python.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";

const TOO_MANY = { status: 429, reason: "address", header: ["retry-after", /^\d+$/] } as const;

/** How many sessions one address may have, and whose word says which address it is. */
export const addressCases: readonly ContractCase[] = [
  {
    name: "max-sessions-per-ip",
    claim: "Upgrades beyond MAX_SESSIONS_PER_IP get 429 with Retry-After, until a session ends; " +
      "nobody is believed who names another address",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_SESSIONS_PER_IP: 2 });
      const { client: first } = await gateway.start(forwardedFor("203.0.113.1"));
      await gateway.start();
      await expectRefused(gateway, TOO_MANY, [
        ["the third of an address", {}],
        ["one that names another address", forwardedFor("203.0.113.2")],
        ["one that names a proxy too", forwardedFor("203.0.113.3, 127.0.0.1")],
      ]);
      demandEqual("Status of /ready", await gateway.readiness(), 200);
      first.sendClose(CloseCode.normal);
      await expectClose(first, { code: CloseCode.normal });
      const opens = () => gateway.start().then(() => true, () => false);
      await until(opens, "a session in the place of the one that ended");
      await expectRefused(gateway, TOO_MANY, [["the third again", {}]]);
    },
  },
  {
    name: "max-sessions-of-others",
    claim: "An address that has MAX_SESSIONS_PER_IP takes none from another address",
    skip: async () => skipUnlessLinux() ?? await skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_SESSIONS_PER_IP: 1 });
      const session = await gateway.start();
      const addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
      const answers = await knock(gateway.target.url, addresses.map((from) => ({ from })));
      const statuses = answers.map(({ status }) => status);
      demandEqual("Statuses by address", statuses.join(), "429,101,101");
      session.sendFrames(1);
      await session.acknowledge(1);
    },
  },
  {
    name: "forwarded-for",
    claim: "TRUSTED_PROXIES are believed what X-Forwarded-For says, hop by hop from the last, " +
      "and no further than the first that is none of them",
    run: async (bed) => {
      const TRUSTED_PROXIES = "127.0.0.1,10.0.0.0/8,fd00::/8";
      const env = { MAX_SESSIONS_PER_IP: 1, TRUSTED_PROXIES };
      const gateway = await bed.startGateway(env);
      const { client } = await gateway.start(forwardedFor("203.0.113.7"));
      await gateway.start(forwardedFor("203.0.113.8, 10.1.2.3,10.9.9.9"));
      await gateway.start(forwardedFor("203.0.113.7, 203.0.113.9, fd00::1, 10.1.2.3"));
      await gateway.start(forwardedFor("2001:db8::7"));
      await gateway.start(forwardedFor("unknown"));
      await expectRefused(gateway, TOO_MANY, [
        ["one address again", forwardedFor("203.0.113.7")],
        ["one that names another before", forwardedFor("198.51.100.1, 203.0.113.7")],
        ["one in two headers", { ...forwardedFor("x"), "x-forwarded-for": "203.0.113.7" }],
        ["one behind a proxy", forwardedFor("203.0.113.7,10.1.2.3")],
        ["another behind two proxies", forwardedFor("203.0.113.8")],
        ["one behind one that is not trusted", forwardedFor("198.51.100.1, 203.0.113.9")],
        ["one of IPv6", forwardedFor("2001:db8::7")],
        ["the proxy's own", {}],
        ["one that is no address, the proxy's therefore", forwardedFor("nonsense")],
        ["one behind a hop that is no address", forwardedFor("203.0.113.10, nonsense")],
      ]);
      client.reset();
      const isLogged = () => gateway.log.sessionEnds.some(({ peer }) => peer === "203.0.113.7");
      await until(() => isLogged(), "the client's address in the log");
    },
  },
  {
    name: "forwarded-for-mapped",
    claim: "A proxy of IPv4 is trusted, too, where the gateway listens for IPv6 and IPv4 at once",
    skip: skipWithoutIpv6,
    run: async (bed) => {
      const env = { HOST: "::", MAX_SESSIONS_PER_IP: 1, TRUSTED_PROXIES: "127.0.0.1" };
      const { url, target: { flushIntervalMs } } = await bed.startGateway(env);
      const ipv4Url = sttUrl(`http://127.0.0.1:${new URL(url).port}`);
      const ipv4 = new Gateway({ url: ipv4Url, flushIntervalMs });
      try {
        for (const address of ["203.0.113.7", "203.0.113.8"]) {
          const session = await ipv4.start(forwardedFor(address));
          session.sendFrames(1);
          await session.acknowledge(1);
        }
        const fields = { ...upgradeFields(), ...forwardedFor("203.0.113.7") };
        const { status } = await ipv4.request({ fields });
        demandEqual("Status of an address that has a session", status, 429);
      } finally {
        ipv4.release();
      }
    },
  },
];

/** Why a case that needs IPv6 cannot run here; undefined when it can. */
function skipWithoutIpv6(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flat();
  const has = addresses.some((each) => each?.address === "::1");
  return has ? undefined : "expected an interface with the address ::1";
}

function forwardedFor(hops: string): Fields {
  return { "X-Forwarded-For": hops };
}
