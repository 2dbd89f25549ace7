import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseBenchOptions, parseBracketOptions } from "@stt-bench/bench";
import { root } from "@stt-bench/toolchain";
import type { ShellCommand } from "./read_commands.ts";
import type { Reference } from "./read_reference.ts";

/** Programs that aren't ours, and that a reader has, or is told to get. */
const OTHERS = new Set(
  ("bun cd cp curl deno docker git go grep helm jq kill kubectl mkdir node npm npx printf python3 " +
    "ssh sudo systemd-run tar taskset").split(" "),
);

/** Variables that configure no program of ours by a table of variables. */
const OTHER_VARIABLES = new Set(["COLUMNS", "DEBUG", "FUZZ_SEED", "NO_COLOR"]);

/** A file of ours that is run without a task. */
const OURS = /^(packages|runtimes|conformance)\/\S+\.ts$/;

/** Programs whose own parser can be asked. */
const PARSERS: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  bench: (args) => args[0] === "compare" ? undefined : parseBenchOptions(args),
  bracket: parseBracketOptions,
};

/** Why a command of the documents can't work; empty when it can, as far as that is known. */
export function commandProblems(
  { variables, words }: ShellCommand,
  reference: Reference,
  version: string,
): readonly string[] {
  const unknown = Object.keys(variables)
    .filter((name) => !reference.variables.has(name) && !OTHER_VARIABLES.has(name))
    .filter((name) => !words.some((word) => isReadBy(name, word)))
    .map((name) => `expected a variable of the configuration, got ${name}`);
  return [...unknown, ...programProblems(words, reference, version)];
}

/** Whether a program that is no task, such as an example, or a file beside it, names a variable. */
function isReadBy(variable: string, path: string): boolean {
  if (!OURS.test(path) || !existsSync(join(root, path))) return false;
  const folder = join(root, dirname(path));
  return readdirSync(folder).filter((file) => file.endsWith(".ts"))
    .some((file) => new RegExp(`\\b${variable}\\b`).test(readFileSync(join(folder, file), "utf8")));
}

function programProblems(
  words: readonly string[],
  reference: Reference,
  version: string,
): readonly string[] {
  const [program = "", ...args] = words;
  const at = program === "npx" ? args.findIndex((arg) => arg.startsWith("deno@")) : -1;
  if (at !== -1) {
    const wanted = `deno@${version}`;
    if (args[at] !== wanted) return [`expected ${wanted}, got ${args[at]}`];
    return programProblems(["deno", ...args.slice(at + 1)], reference, version);
  }
  if (program === "deno" && args[0] === "task") {
    return taskProblems(args[1] ?? "", args.slice(2), reference);
  }
  if (!OTHERS.has(program.replace(/^.*\//, ""))) {
    return [`expected a program that readers have, got ${program}`];
  }
  return args.filter((arg) => OURS.test(arg))
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `expected a file of ours, got ${path}`);
}

function taskProblems(
  name: string,
  args: readonly string[],
  { flags }: Reference,
): readonly string[] {
  if (isPattern([name])) return [];
  const known = flags.get(name);
  if (known === undefined) return [`expected a task of deno.json, got ${name}`];
  const wrong = args.filter((arg) => arg.startsWith("-") && arg !== "-")
    .map((arg) => arg.split("=")[0]!)
    .filter((flag) => !known.has(flag) && flag !== "--help")
    .map((flag) => `expected a flag of ${name}, got ${flag}`);
  if (wrong.length > 0 || isPattern(args)) return wrong;
  try {
    PARSERS[name]?.(args);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Whether something is to be put in: `<dir>`, `…`. */
function isPattern(args: readonly string[]): boolean {
  return args.some((arg) => /[<…[]/.test(arg));
}
