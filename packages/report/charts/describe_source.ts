import type { ResultSet } from "../model/result_set.ts";

/** Where the numbers of a set come from, in one line: load, machine, versions, date. */
export function describeSource({ id, environment, load }: ResultSet): string {
  const { machine, versions, startedAt, git } = environment;
  const gateways = versions.filter(({ program }) => program === "gateways")
    .map(({ runtime, version }) => `${capitalize(runtime)} ${version}`);
  return [
    load.sessions === null ? "" : `${load.sessions} sessions`,
    `measured ${load.measureSecs} s after ${load.warmupSecs} s of warm-up`,
    gateways.join(", "),
    machine === null
      ? "machine unknown"
      : `${machine.cpuModel}, ${machine.cores} cores, ${
        capitalize(machine.platform)
      } ${machine.kernel}`,
    startedAt === null ? id : startedAt.slice(0, 10),
    git === null ? "" : `commit\u00a0${git.commit.slice(0, 9)}`,
  ].filter((part) => part !== "").join(" · ");
}

function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
