import type { Source } from "../published/source.ts";

const NAMES: Readonly<Record<string, string>> = { deno: "Deno", node: "Node", bun: "Bun" };

const SYSTEMS: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS, Darwin" };

/** Where a table's numbers come from, and how far they go, as a list in Markdown. */
export function renderSource(source: Source): string {
  const { machine, versions, commit, dirty, runs, invalid_runs, started_at, notes } = source;
  const runtimes = versions.filter(({ program }) => program === "gateways")
    .map(({ runtime, version }) => `${NAMES[runtime] ?? runtime} ${version}`);
  const code = `commit ${commit.slice(0, 12)}${dirty ? " and changes to it" : ""}`;
  const system = `${SYSTEMS[machine.platform] ?? machine.platform} ${machine.kernel}`;
  const where = `${machine.cpu_model}, ${machine.cores} cores, ${system}`;
  return [
    `${started_at.slice(0, 10)} on ${where}; ${source.pinning}; ${runtimes.join(", ")}; ${code}.`,
    `\`${source.command}\`: ramp ${source.ramp_up_secs} s, warm-up ${source.warmup_secs} s, ` +
    `measured ${source.measure_secs} s.${
      invalid_runs === 0 ? ` All ${runs} runs were valid.` : ""
    }`,
    ...notes,
  ].map((line) => `- ${line}`).join("\n");
}
