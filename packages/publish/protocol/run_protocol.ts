import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Child, describeExit } from "@stt-bench/bench";
import { Manifest, readJsonFile } from "@stt-bench/results";
import type { ProtocolStep } from "./protocol_step.ts";

/** What {@linkcode runProtocol} needs to know. */
export interface ProtocolRun {
  readonly steps: readonly ProtocolStep[];
  /** The folder that the folders of results go into; what is whole in it isn't measured again. */
  readonly directory: string;
  /** The program and its arguments that run a program of the bench. */
  readonly commandOf: (program: ProtocolStep["program"]) => readonly [string, ...string[]];
  /** Told what goes on, line by line. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Long enough for a bench to end its children and to write what it has. */
const GRACE_MS = 60_000;

/**
 * Runs each step to its end and finds its folder of results. A search that was broken off goes on
 * where it was, a head-to-head begins again, as its rounds belong together.
 *
 * @returns the folders of results, step by step; fewer when `signal` aborts.
 * @throws {Error} when a step ends without whole results.
 */
export async function runProtocol(run: ProtocolRun): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const [i, step] of run.steps.entries()) {
    const title = `step ${i + 1} of ${run.steps.length}, ${step.name}`;
    const found = await findResults(run.directory, step.name);
    if (found?.isComplete) {
      run.say(`${title}: measured already, ${found.folder}`);
      folders.push(found.folder);
      continue;
    }
    if (run.signal.aborted) return folders;
    run.say(`${title}: deno task ${step.program} ${step.args.join(" ")}`);
    const exit = await runStep(run, step, found?.folder);
    const left = await findResults(run.directory, step.name);
    if (left?.isComplete) folders.push(left.folder);
    else if (run.signal.aborted) return folders;
    else throw new Error(incomplete(run.directory, step, exit));
  }
  return folders;
}

async function runStep(
  { directory, commandOf, say, signal }: ProtocolRun,
  { name, program, args }: ProtocolStep,
  begun: string | undefined,
): Promise<string> {
  const isResumed = program === "bracket" && begun !== undefined;
  const flags = isResumed
    ? ["--resume", begun, "--no-report"]
    : [...args, "--name", name, "--out", directory];
  const child = new Child({
    name: program,
    command: [...commandOf(program), ...flags],
    graceMs: GRACE_MS,
    onStdoutLine: say,
    onStderrLine: (line) => {
      say(line);
      return true;
    },
  });
  const stop = () => void child.stop();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return describeExit(await child.exited);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The results of a step: whole ones, or else the newest; undefined where there are none. */
async function findResults(directory: string, name: string) {
  const pattern = new RegExp(`Z-${name}(-\\d+)?(\\.partial)?$`);
  const names = (await readdir(directory)).filter((each) => pattern.test(each)).sort();
  const found = await Promise.all(names.map(async (each) => {
    const folder = join(directory, each);
    const { complete } = await readJsonFile(Manifest, join(folder, "manifest.json"))
      .catch(() => ({ complete: null }));
    return { folder, complete, isComplete: complete === true && !each.endsWith(".partial") };
  }));
  // A folder without a manifest was left by a program that was killed: nothing goes on from it.
  const usable = found.filter(({ complete }) => complete !== null);
  return usable.find(({ isComplete }) => isComplete) ?? usable.at(-1);
}

function incomplete(directory: string, { program, name }: ProtocolStep, exit: string): string {
  return `Cannot publish ${name}: expected ${program} to leave whole results in ${directory}, but ` +
    `${exit}; what is whole is kept: deno task results:publish --resume ${directory}`;
}
