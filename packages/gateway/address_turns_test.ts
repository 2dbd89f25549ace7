import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { AddressTurns } from "./address_turns.ts";

const v4 = (last: number) => ({ address: `192.0.2.${last}`, family: 4 });
const v6 = (last: number) => ({ address: `2001:db8::${last}`, family: 6 });

async function take(turns: AddressTurns, n: number): Promise<string[]> {
  const taken: string[] = [];
  for (let i = 0; i < n; i++) {
    taken.push((await turns.next("model")).map(({ address }) => address).join(" "));
  }
  return taken;
}

test("AddressTurns gives each connection the next address, in whichever order DNS has them", async () => {
  const answers = [[v4(1), v4(2), v4(3)], [v4(3), v4(1), v4(2)], [v4(2), v4(3), v4(1)]];
  let asked = 0;
  const turns = new AddressTurns(() => Promise.resolve(answers[asked++ % 3]!), () => 0);
  assertEquals(await take(turns, 6), [1, 2, 3, 1, 2, 3].map((last) => v4(last).address));
});

test("AddressTurns of two gateways begin at different addresses", async () => {
  const lookUp = () => Promise.resolve([v6(1), v6(2)]);
  const firsts = await Promise.all(
    [0, 1 / 2 ** 16].map((chance) => take(new AddressTurns(lookUp, () => chance), 1)),
  );
  assertEquals(firsts, [[v6(1).address], [v6(2).address]]);
});

test("AddressTurns goes on with the addresses of today when pods come and go", async () => {
  let pods = [v4(1)];
  const turns = new AddressTurns(() => Promise.resolve(pods), () => 0);
  assertEquals(await take(turns, 2), [v4(1).address, v4(1).address]);
  pods = [v4(8), v4(9)];
  assertEquals(new Set(await take(turns, 2)), new Set([v4(8).address, v4(9).address]));
});

test("AddressTurns leaves a name with addresses of both families to the runtime, as it is", async () => {
  const localhost = [v6(1), v4(1)];
  const turns = new AddressTurns(() => Promise.resolve(localhost));
  assertEquals(await turns.next("localhost"), localhost);
  assertEquals(await turns.pick("localhost"), undefined);
});

test("AddressTurns picks nothing where a name has one address", async () => {
  const turns = new AddressTurns(() => Promise.resolve([v4(1)]));
  assertEquals([await turns.next("model"), await turns.pick("model")], [[v4(1)], undefined]);
});

test("AddressTurns fails as the look-up does", async () => {
  const turns = new AddressTurns(() => Promise.reject(new Error("getaddrinfo ENOTFOUND model")));
  await assertRejects(() => turns.next("model"), Error, "ENOTFOUND");
});
