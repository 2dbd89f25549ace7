import { test } from "node:test";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { describeSteps } from "./describe_steps.ts";
import { estimateStep } from "./estimate_step.ts";
import { parsePublishOptions } from "./publish_options.ts";
import { referenceProtocol } from "./reference_protocol.ts";

test("parsePublishOptions measures all nine gateways by the reference profile", () => {
  const { profile, variants, from, dryRun } = parsePublishOptions([]);
  assertEquals([profile, variants.length, from, dryRun], ["reference", 9, undefined, false]);
  assertEquals(parsePublishOptions(["--from", "a", "b"]).from, ["a", "b"]);
});

const wrong: [args: string[], problem: string][] = [
  [["--profile", "full"], 'Cannot parse --profile: expected one of quick, reference, got "full"'],
  [["--variants", "deno,java"], "Cannot parse --variants: expected some of deno, node, bun"],
  [["--resume", "x", "--profile", "quick"], "Cannot use --resume with --profile"],
  [["--from", "x", "--resume", "y"], "Cannot use --from with a flag that measures"],
  [["--variants", ","], "Cannot use --variants: expected some of"],
];

for (const [args, problem] of wrong) {
  test(`parsePublishOptions refuses ${args.join(" ")}`, () => {
    assertThrows(() => parsePublishOptions(args), UsageError, problem);
  });
}

for (const [cores, scaling, runs] of [[2, "bench", 90], [4, "bracket", undefined]] as const) {
  test(`The protocol on ${cores} cores has steps that bench and bracket take`, () => {
    const steps = referenceProtocol(parsePublishOptions(["--profile", "quick"]), cores);
    const estimates = steps.map(estimateStep);
    assertEquals(steps.map(({ program }) => program), ["bench", "bracket", scaling]);
    assertEquals([estimates[0]!.runs, estimates[0]!.isGuess], [45, false]);
    if (runs !== undefined) assertEquals(estimates[2]!.runs, runs);
  });
}

test("describeSteps says what would be run, and how long", () => {
  const steps = referenceProtocol(parsePublishOptions(["--variants", "bun"]), 2);
  const text = describeSteps(steps, { into: "/checkout" });
  assertStringIncludes(text, "step 1 of 3, cost: 5 runs, about 8 min\n  deno task bench --profile");
  assertStringIncludes(text, "--variants bun --no-report --cpu-limit 0.25 --cpu-passes 1");
});
