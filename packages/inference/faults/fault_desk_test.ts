import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { FakeExchange } from "../testing/fake_exchange.ts";
import type { FaultPlan } from "./fault.ts";
import { FaultDesk } from "./fault_desk.ts";

function post(desk: FaultDesk, body: string) {
  const exchange = new FakeExchange("POST", "/faults");
  desk.add(exchange);
  exchange.body.end(body);
  return exchange.answered;
}

async function planOf(desk: FaultDesk): Promise<FaultPlan> {
  const exchange = new FakeExchange("GET", "/faults");
  desk.list(exchange);
  return JSON.parse((await exchange.answered).body);
}

const request = (header?: string) =>
  new FakeExchange("POST", "/infer", header === undefined ? {} : { "x-fault": header });

test("FaultDesk hands out a plan in order, each fault as often as it says", async () => {
  const desk = new FaultDesk();
  const stall = { kind: "stall", ms: 5 } as const;
  const status = { kind: "status", status: 503 } as const;
  const plan = [{ fault: stall, times: 2 }, { fault: status }];
  assertEquals((await post(desk, JSON.stringify(plan))).status, 204);
  const given = Array.from({ length: 4 }, () => desk.forAnswer(request()));
  const expected = [stall, stall, status, undefined];
  assertEquals(given, expected.map((value) => ({ ok: true as const, value })));
});

test("FaultDesk keeps faults of connections apart from those of answers", async () => {
  const desk = new FaultDesk();
  const plan = [
    { fault: { kind: "no-window" }, times: 1 },
    { fault: { kind: "stall", ms: 5 }, times: 1 },
  ];
  await post(desk, JSON.stringify(plan));
  assertEquals(desk.forConnection(), { kind: "no-window" });
  assertEquals(desk.forConnection(), undefined);
  assertEquals(await planOf(desk), [{ fault: { kind: "stall", ms: 5 }, times: 1 }]);
});

test("FaultDesk takes a request's own header before the plan, and leaves the plan alone", async () => {
  const desk = new FaultDesk();
  await post(desk, JSON.stringify([{ fault: { kind: "stall", ms: 5 } }]));
  const own = desk.forAnswer(request('{"kind":"rst-stream","code":7}'));
  assertEquals(own, { ok: true, value: { kind: "rst-stream", code: 7 } });
  assertEquals((await planOf(desk)).length, 1);
});

test("FaultDesk forgets everything on DELETE", async () => {
  const desk = new FaultDesk();
  await post(desk, '[{"fault":{"kind":"no-window"}},{"fault":{"kind":"stall","ms":5}}]');
  const exchange = new FakeExchange("DELETE", "/faults");
  desk.clear(exchange);
  assertEquals((await exchange.answered).status, 204);
  assertEquals(await planOf(desk), []);
});

const wrong = [
  ["", /expected JSON, got ""/],
  ["{}", /expected Array, got Object/],
  ["[]", /expected >=1, got 0/],
  ['[{"fault":{"kind":"nope"}}]', /at 0\.fault\.kind, got "nope"/],
  ['[{"fault":{"kind":"stall","ms":0}}]', /at 0\.fault\.ms, got 0/],
  ['[{"fault":{"kind":"stall","ms":5,"more":1}}]', /at 0\.fault\.more, got "more"/],
  ['[{"fault":{"kind":"bytes","base64":"?"}}]', /at 0\.fault\.base64, got "\?"/],
  ['[{"fault":{"kind":"status","status":"503"}}]', /expected number at 0\.fault\.status/],
  ['[{"fault":{"kind":"stall","ms":5},"times":0}]', /at 0\.times, got 0/],
  ['[{"fault":{"kind":"stall","ms":5},"x":1}]', /at 0\.x, got "x"/],
] as const;

for (const [body, line] of wrong) {
  test(`FaultDesk refuses the plan ${JSON.stringify(body)} and says why`, async () => {
    const desk = new FaultDesk();
    const answered = await post(desk, body);
    assertEquals(answered.status, 400);
    assertMatch(answered.body, line);
    assertEquals(await planOf(desk), []);
  });
}

test("FaultDesk refuses a plan that is too long, and says so", async () => {
  const plan = '[{"fault":{"kind":"no-window"}}]';
  const longest = plan.padEnd(2 ** 21);
  assertEquals((await post(new FaultDesk(), longest)).status, 204);
  const { status, body } = await post(new FaultDesk(), `${longest} `);
  assertEquals(status, 400);
  assertMatch(body, /expected at most 2097152 characters, got more/);
});

test("FaultDesk refuses a fault of connections in a request's header", () => {
  const reading = new FaultDesk().forAnswer(request('{"kind":"no-window"}'));
  assert(!reading.ok);
  assertMatch(reading.problem, /Cannot parse x-fault: .* got "no-window"/);
});
