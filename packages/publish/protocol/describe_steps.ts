import { estimateStep } from "./estimate_step.ts";
import type { ProtocolStep } from "./protocol_step.ts";
import type { PublishOptions } from "./publish_options.ts";

/** What `results:publish` would do, line by line, and how long it takes. */
export function describeSteps(
  steps: readonly ProtocolStep[],
  { from, into }: Pick<PublishOptions, "from" | "into">,
): string {
  const estimates = steps.map((step) => ({ step, ...estimateStep(step) }));
  const lines = estimates.flatMap(({ step, runs, isGuess, ms }, i) => [
    `step ${i + 1} of ${steps.length}, ${step.name}: ${isGuess ? "about " : ""}${runs} runs, ` +
    `${minutes(ms)}`,
    `  deno task ${step.program} ${step.args.join(" ")}`,
  ]);
  const totalMs = estimates.reduce((sum, { ms }) => sum + ms, 0);
  return [
    ...lines,
    from === undefined ? `Together ${minutes(totalMs)}.` : `Measures nothing: ${from.join(", ")}`,
    `Then writes docs/results/results.json, docs/report/ and the tables of README.md in ${into}.`,
  ].join("\n");
}

function minutes(ms: number): string {
  return `about ${Math.ceil(ms / 60_000)} min`;
}
