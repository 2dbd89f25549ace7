import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { cuts, sendInPieces } from "./pieces.ts";

test("sendInPieces sends all bytes in their order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), cuts, async (bytes, cuts) => {
      const sent: Uint8Array[] = [];
      await sendInPieces((piece) => sent.push(piece), bytes, cuts);
      assertEquals(sent.length, cuts.length + 1);
      assertEquals(Buffer.concat(sent), Buffer.from(bytes));
    }),
    { numRuns: 20 },
  );
});

test("sendInPieces cuts where it is told to", async () => {
  const sent: number[] = [];
  const at = [5000, 0, 2500].map((at) => ({ at, pauseMs: 0 }));
  await sendInPieces((piece) => sent.push(piece.length), new Uint8Array(8), at);
  assertEquals(sent, [0, 2, 2, 4]);
});
