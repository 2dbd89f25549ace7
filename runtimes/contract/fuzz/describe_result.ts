import type { FuzzResult } from "./run_target.ts";

/** A result in one line, and what was found in a few more, with the command that finds it again. */
export function describeResult(result: FuzzResult): string {
  const { variant, target, seed, cases, elapsed_ms, finding } = result;
  const mark = finding === undefined ? "pass" : "FAIL";
  const seconds = (elapsed_ms / 1000).toFixed(1);
  const line = [
    mark.padEnd(4),
    variant.padEnd(12),
    target.padEnd(7),
    `${cases} cases`.padStart(12),
    `${seconds} s`.padStart(8),
    `seed ${seed}`,
  ].join("  ");
  return finding === undefined
    ? line
    : `${line}\n      ${describeFinding(result).join("\n      ")}`;
}

/** What was found, the example that shows it, and how to see it again; nothing where all held. */
export function describeFinding({ variant, target, finding }: FuzzResult): string[] {
  if (finding === undefined) return [];
  const { problem, example, seed, runs } = finding;
  return [
    problem,
    ...(example === undefined ? [] : [`Example: ${example}`]),
    `Again: deno task fuzz --variants ${variant} --only ${target} --seed ${seed}${
      Number.isFinite(runs) ? ` --runs ${runs}` : ""
    }`,
  ];
}
