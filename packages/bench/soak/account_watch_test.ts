import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { GatewayAccounts } from "../run/read_gateway_accounts.ts";
import { AccountWatch } from "./account_watch.ts";

function accounts(open: number, changes: Partial<GatewayAccounts["ledger"]> = {}): GatewayAccounts {
  const ledger = {
    received: 60,
    acknowledged: 10,
    failed: 10,
    dropped: 10,
    discarded: 10,
    in_flight: 10,
    buffered: 10,
    ...changes,
  };
  return { ledger, sessions: { opened: 5, closed: 5 - open, open } };
}

/** A gateway that tells these, one after another, and then the last one again and again. */
function telling(...all: (GatewayAccounts | undefined)[]): AccountWatch {
  return new AccountWatch(() => Promise.resolve(all.length > 1 ? all.shift() : all[0]));
}

async function lookAt(watch: AccountWatch, times: number) {
  for (let i = 0; i < times; i++) {
    watch.look();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return await watch.finish();
}

test("AccountWatch counts accounts that did not balance, and keeps the last ones", async () => {
  const watched = await lookAt(
    telling(accounts(3), accounts(3, { received: 61 }), accounts(3), accounts(0)),
    3,
  );
  assertEquals(watched, { last: accounts(0), scrapes: { read: 4, unbalanced: 1 } });
});

test("AccountWatch counts a session that is neither open nor closed", async () => {
  const { ledger } = accounts(0);
  const odd = { ledger, sessions: { opened: 5, closed: 4, open: 0 } };
  assertEquals((await lookAt(telling(odd), 0)).scrapes, { read: 1, unbalanced: 1 });
});

test("AccountWatch reads on until the gateway has seen all sessions go", async () => {
  const watched = await lookAt(telling(accounts(2), accounts(1), accounts(0)), 0);
  assertEquals(watched.last, accounts(0));
});

test("AccountWatch knows nothing of a gateway that keeps no accounts", async () => {
  const nothing = { last: undefined, scrapes: { read: 0, unbalanced: 0 } };
  assertEquals(await lookAt(telling(undefined), 2), nothing);
});

test("AccountWatch does not read again while a reading goes on", async () => {
  let read = 0;
  const reading = Promise.withResolvers<GatewayAccounts>();
  const watch = new AccountWatch(() => {
    read++;
    return reading.promise;
  });
  watch.look();
  watch.look();
  assertEquals(read, 1);
  reading.resolve(accounts(0));
  await watch.finish();
  assertEquals(read, 2);
});
