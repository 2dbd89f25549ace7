import type { IContainer } from "kubernetes-models/v1/Container";
import type { Release } from "../release/release.ts";
import type { AskProgram } from "./ask_program.ts";
import { programOf } from "./image_programs.ts";
import type { ImageProgram } from "./image_programs.ts";

/**
 * Holds what containers give their programs against the programs themselves: each variable is one that
 * `--print-config` prints and has a value that it takes; each flag is one that `--help` lists.
 *
 * @returns a line for each thing that is wrong.
 */
export async function checkPrograms(release: Release, ask: AskProgram): Promise<string[]> {
  const containers = release.workloads.flatMap(({ manifest, containers }) =>
    containers.map((container) => ({ manifest, container }))
  );
  const lines = await Promise.all(containers.map(async ({ manifest, container }) => {
    const problems = await check(container, ask);
    const where = `${manifest.kind} ${manifest.metadata.name}: known programs`;
    return problems.map((problem) => `${where}: ${problem}`);
  }));
  return lines.flat();
}

function check(container: IContainer, ask: AskProgram): Promise<string[]> {
  const { image = "", command } = container;
  const program = programOf(image, command);
  if (program === undefined) {
    return Promise.resolve([`expected an image of ours, got ${image}`]);
  }
  return program.byEnvironment
    ? checkVariables(container, program, ask)
    : checkFlags(container, program, ask);
}

async function checkVariables(
  { env = [] }: IContainer,
  program: ImageProgram,
  ask: AskProgram,
): Promise<string[]> {
  const given = Object.fromEntries(env.map(({ name, value = "" }) => [name, value]));
  const { ok, text } = await ask(program, "--print-config", given);
  if (!ok) return [`expected variables that ${program.main} takes, got ${text}`];
  const known = [...Object.keys(JSON.parse(text)), ...program.ofRuntime];
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `expected a variable of ${program.main}, got ${name}`);
}

async function checkFlags(
  { args = [] }: IContainer,
  program: ImageProgram,
  ask: AskProgram,
): Promise<string[]> {
  const { ok, text } = await ask(program, "--help", {});
  if (!ok) return [`expected ${program.main} to list its flags, got ${text}`];
  const known = [...text.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1]);
  return args
    .filter((word) => word.startsWith("--"))
    .map((word) => word.split("=")[0]!)
    .filter((name) => !known.includes(name))
    .map((name) => `expected a flag of ${program.main}, got ${name}`);
}
