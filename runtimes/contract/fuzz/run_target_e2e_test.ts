import { after, test } from "node:test";
import { assert, assertMatch } from "@std/assert";
import { Bed } from "../bed.ts";
import { framesTarget } from "./frames/frames_target.ts";
import { headsTarget } from "./heads/heads_target.ts";
import { runTarget } from "./run_target.ts";

const limits = { seed: 1, runs: 2000, durationMs: 60_000, shrinkMs: 0 };

const bed = await Bed.make("deno");
after(() => bed.end());

test("Fuzzing frames finds what Deno's WebSocket does unlike others, unless it may", async () => {
  const { finding } = await runTarget(framesTarget, bed, { ...limits, allowances: {} });
  assert(finding !== undefined, "Expected a finding, got none");
  assertMatch(finding.problem, /^Expected/);
  assertMatch(finding.example ?? "", /"frames"/);
});

test("Fuzzing heads finds that Deno upgrades HTTP/1.0, unless it may", async () => {
  const { finding } = await runTarget(headsTarget, bed, { ...limits, allowances: {} });
  assert(finding !== undefined, "Expected a finding, got none");
  assertMatch(finding.problem, /Expected no upgrade, got 101/);
});
