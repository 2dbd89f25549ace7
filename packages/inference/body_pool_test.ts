import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { BodyPool } from "./body_pool.ts";

test("Body reads as samples whatever its chunks were", () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 50_000 }), { maxLength: 8 });
  fc.assert(
    fc.property(chunks, (parts) => {
      const whole = new Uint8Array(parts.flatMap((part) => [...part]));
      fc.pre(whole.length % 2 === 0);
      const body = new BodyPool().take();
      for (const part of parts) body.append(part);
      assertEquals(body.length, whole.length);
      assertEquals(body.samples(), new Int16Array(whole.buffer));
    }),
    { numRuns: 30 },
  );
});

test("BodyPool gives a released body again, empty", () => {
  const pool = new BodyPool();
  const body = pool.take();
  body.append(new Uint8Array(100));
  pool.release(body);
  assert(pool.take() === body);
  assertEquals(body.length, 0);
});

test("BodyPool keeps no body that has grown", () => {
  const pool = new BodyPool();
  const body = pool.take();
  body.append(new Uint8Array(100_000));
  pool.release(body);
  assert(pool.take() !== body);
});
