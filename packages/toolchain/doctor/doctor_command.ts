import process from "node:process";
import { ExitCode } from "@stt-bench/program";
import { root } from "../root.ts";
import { table } from "../table.ts";
import { examine } from "./examine.ts";
import type { Finding } from "./examine.ts";

/** `doctor`: prints what is wanted, found and wrong; passes when nothing needed is missing. */
export async function doctorCommand({ json }: { json: boolean }): Promise<ExitCode> {
  const findings = await examine(root);
  const ok = findings.every((finding) => finding.ok || finding.optional);
  process.stdout.write(
    json ? `${JSON.stringify({ ok, tools: findings }, null, 2)}\n` : `${describe(findings)}\n`,
  );
  return ok ? ExitCode.pass : ExitCode.fail;
}

function describe(findings: readonly Finding[]): string {
  const head = ["tool", "wanted", "found", "from", ""];
  return table([head, ...findings.map(rowOf)]);
}

function rowOf({ name, wanted, found, from, ok, optional, advice }: Finding): string[] {
  const verdict = ok ? "ok" : optional ? `optional: ${advice}` : `fix: ${advice}`;
  return [name, wanted, found ?? "–", from ?? "–", verdict];
}
