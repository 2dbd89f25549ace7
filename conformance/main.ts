import process from "node:process";
import { ExitCode, runProgram, UsageError } from "@stt-bench/program";
import type { Case } from "./case.ts";
import { cases } from "./cases/mod.ts";
import { parseCommandLine } from "./command_line.ts";
import type { CommandLine } from "./command_line.ts";
import { Gateway } from "./gateway.ts";
import { createReport, formatCase, formatResult, formatTotals } from "./report.ts";
import { runCases } from "./run_cases.ts";
import type { CaseResult } from "./run_cases.ts";

await runProgram(async (signal) => {
  const options = parseCommandLine(process.argv.slice(2));
  const chosen = choose(options.only);
  if (options.list) {
    print(options.json ? toJson(chosen) : chosen.map(formatCase).join("\n"));
    return ExitCode.pass;
  }
  return await judge(chosen, options, signal);
});

async function judge(
  chosen: readonly Case[],
  { target, profile, json }: CommandLine,
  signal: AbortSignal,
): Promise<ExitCode> {
  await checkReachable(target);
  const onResult = (result: CaseResult) => {
    const line = formatResult(result, profile);
    if (json) process.stderr.write(`${line}\n`);
    else print(line);
  };
  const results = await runCases(chosen, target, { onResult, signal });
  const report = createReport(target.url, profile, results);
  print(json ? toJson(report) : formatTotals(report));
  return report.verdict === "pass" ? ExitCode.pass : ExitCode.fail;
}

function choose(names: readonly string[]): readonly Case[] {
  const unknown = names.filter((name) => !cases.some((each) => each.name === name));
  if (unknown.length > 0) {
    throw new UsageError(
      unknown.map((name) =>
        `Cannot parse --only: expected names of --list, got ${JSON.stringify(name)}`
      ),
    );
  }
  return names.length === 0 ? cases : cases.filter(({ name }) => names.includes(name));
}

/** Says once that nobody listens, before each case says it. */
async function checkReachable(target: CommandLine["target"]): Promise<void> {
  const gateway = new Gateway(target);
  try {
    await gateway.reach();
  } finally {
    gateway.release();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
