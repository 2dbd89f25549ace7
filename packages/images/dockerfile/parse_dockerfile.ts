import { DockerfileParser } from "dockerfile-ast";
import type { Instruction, PropertyInstruction } from "dockerfile-ast";
import { expand } from "./expand.ts";

/** One instruction of a stage, with its build arguments put in. */
export interface Step {
  /** In capitals: `RUN`. */
  readonly keyword: string;
  /** Counted from 1. */
  readonly line: number;
  /** What stands behind the keyword and its flags, in one line. */
  readonly text: string;
  /** `--from=files` is `files` under `from`. */
  readonly flags: Readonly<Record<string, string>>;
  /** The names and values of `ARG`, `ENV` and `LABEL`; an `ARG` without a default has "". */
  readonly values: Readonly<Record<string, string>>;
}

/** A stage: what it starts from, and its steps. */
export interface Stage {
  /** An image with its tag and digest, or the name of an earlier stage. */
  readonly base: string;
  readonly name: string | undefined;
  readonly line: number;
  readonly steps: readonly Step[];
}

/** A `Dockerfile`. The last stage is the image. */
export interface Dockerfile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly stages: readonly [Stage, ...Stage[]];
}

/**
 * Reads a `Dockerfile`; `given` are build arguments in place of their defaults.
 *
 * @throws {Error} when it has no stage.
 */
export function parseDockerfile(
  path: string,
  text: string,
  given: Readonly<Record<string, string>> = {},
): Dockerfile {
  const file = DockerfileParser.parse(text);
  const global: Record<string, string> = {};
  for (const arg of file.getInitialARGs()) Object.assign(global, argumentsOf(arg, global, given));
  const stages: Stage[] = [];
  let scope: Record<string, string> = {};
  let steps: Step[] = [];
  for (const instruction of file.getInstructions()) {
    if (instruction.getKeyword() === "FROM") {
      [scope, steps] = [{}, []];
      stages.push({ ...readFrom(instruction, global), steps });
    } else if (stages.length > 0) {
      steps.push(readStep(instruction, scope, { ...global, ...given }));
    }
  }
  const [first, ...others] = stages;
  if (first === undefined) throw new Error(`Cannot read ${path}: expected a FROM, got none`);
  return { path, text, stages: [first, ...others] };
}

function readFrom(from: Instruction, global: Record<string, string>): Omit<Stage, "steps"> {
  const [base = "", , name] = contentOf(from).split(/\s+/);
  return { base: expand(base, global), name, line: lineOf(from) };
}

/** Reads one step, and adds what it sets to `scope`, which later ones see. */
function readStep(
  instruction: Instruction,
  scope: Record<string, string>,
  given: Readonly<Record<string, string>>,
): Step {
  const keyword = instruction.getKeyword();
  let values: Record<string, string> = {};
  if (keyword === "ARG") values = argumentsOf(instruction, scope, given);
  else if (keyword === "ENV" || keyword === "LABEL") values = propertiesOf(instruction, scope);
  if (keyword !== "LABEL") Object.assign(scope, values);
  const content = contentOf(instruction);
  // A shell or a runtime expands these by itself, while it runs.
  const isCommand = ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"].includes(keyword);
  const text = isCommand ? content : expand(content, scope);
  return { keyword, line: lineOf(instruction), text, flags: flagsOf(instruction), values };
}

function argumentsOf(
  arg: Instruction,
  scope: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = propertiesOf(arg, scope);
  for (const name of Object.keys(values)) values[name] = given[name] ?? values[name]!;
  return values;
}

function propertiesOf(
  instruction: Instruction,
  scope: Readonly<Record<string, string>>,
): Record<string, string> {
  const properties = (instruction as PropertyInstruction).getProperties();
  return Object.fromEntries(
    properties.map((one) => [one.getName(), expand(one.getValue() ?? "", scope)]),
  );
}

function flagsOf(instruction: Instruction): Record<string, string> {
  if (!("getFlags" in instruction)) return {};
  const flags = (instruction as { getFlags(): { getName(): string; getValue(): string | null }[] })
    .getFlags();
  return Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ""]));
}

function contentOf(instruction: Instruction): string {
  return (instruction.getArgumentsContent() ?? "").replace(/\s+/g, " ").trim();
}

function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}
