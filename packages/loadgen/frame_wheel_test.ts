import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { FrameWheel } from "./frame_wheel.ts";
import type { Periodic } from "./frame_wheel.ts";

const PERIOD_MS = 20;

class Item implements Periodic {
  dueMs: number;
  readonly #served: [id: number, dueMs: number][];
  readonly #id: number;
  readonly #lastMs: number;

  constructor(id: number, dueMs: number, lastMs: number, served: [number, number][]) {
    this.#id = id;
    this.dueMs = dueMs;
    this.#lastMs = lastMs;
    this.#served = served;
  }

  frameDue(): boolean {
    this.#served.push([this.#id, this.dueMs]);
    this.dueMs += PERIOD_MS;
    return this.dueMs <= this.#lastMs;
  }
}

/** Items that are added at some time, as streams are, and the times at which the wheel is looked at. */
const items = fc.array(
  fc.record({ atMs: fc.nat(300), lastMs: fc.nat(600) }),
  { minLength: 1, maxLength: 150, size: "max" },
);
const looks = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 5, maxLength: 30 });

test("FrameWheel serves every item at each of its times, all in order, whenever it is looked at", () => {
  fc.assert(fc.property(items, looks, fc.nat(30), (list, steps, lateMs) => {
    let nowMs = 0;
    const served: [number, number][] = [];
    const wheel = new FrameWheel(() => nowMs);
    const toAdd = list.map((item, id) => ({ id, ...item })).sort((a, b) => a.atMs - b.atMs);
    for (const step of steps) {
      nowMs += step;
      wheel.advance();
      nowMs += lateMs;
      while (toAdd.length > 0 && toAdd[0]!.atMs <= nowMs) {
        const { id, atMs, lastMs } = toAdd.shift()!;
        const dueMs = nowMs - ((nowMs - atMs) % PERIOD_MS) + PERIOD_MS;
        wheel.add(new Item(id, dueMs, lastMs, served));
        list[id]!.atMs = dueMs;
      }
    }
    wheel.advance();
    const added = list.map((item, id) => ({ id, ...item })).filter(({ id }) =>
      !toAdd.some((item) => item.id === id)
    );
    for (const { id, atMs, lastMs } of added) {
      const expected: number[] = [];
      for (let ms = atMs; ms <= nowMs && (ms === atMs || ms <= lastMs); ms += PERIOD_MS) {
        expected.push(ms);
      }
      assertEquals(served.filter(([of]) => of === id).map(([, ms]) => ms), expected);
    }
    const order = served.map(([, ms]) => ms);
    assertEquals(order, order.toSorted((a, b) => a - b));
  }));
});

test("FrameWheel leaves what becomes due while it serves to the next time", () => {
  let nowMs = 85;
  const served: [number, number][] = [];
  const wheel = new FrameWheel(() => nowMs += 15);
  for (const id of [0, 1]) wheel.add(new Item(id, 100, 1000, served));
  wheel.advance();
  assertEquals(served, [[0, 100], [1, 100]]);
  wheel.advance();
  assertEquals(served.slice(2), [[0, 120], [1, 120], [0, 140], [1, 140]]);
});
