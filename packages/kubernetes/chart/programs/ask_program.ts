import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";
import { programCommand } from "@stt-bench/bench";
import type { ImageProgram } from "./image_programs.ts";

/** What a program said. */
export interface ProgramAnswer {
  readonly ok: boolean;
  /** What it printed; what it complained of if it isn't `ok`. */
  readonly text: string;
}

/** Runs a program with one flag, and nothing but these variables. */
export type AskProgram = (
  program: ImageProgram,
  flag: "--print-config" | "--help",
  env: Readonly<Record<string, string>>,
) => Promise<ProgramAnswer>;

/** What a runtime needs of our own variables. */
const INHERITED = ["PATH", "HOME", "TMPDIR", "DENO_DIR", "BUN_INSTALL"];

/** Asks programs of this repository, on their pinned runtimes; the same question only once. */
export function createAskProgram(signal?: AbortSignal): AskProgram {
  const answers = new Map<string, Promise<ProgramAnswer>>();
  return (program, flag, env) => {
    const key = JSON.stringify([program.main, flag, env]);
    const known = answers.get(key) ?? ask(program, flag, env, signal);
    answers.set(key, known);
    return known;
  };
}

async function ask(
  program: ImageProgram,
  flag: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<ProgramAnswer> {
  const [path, ...args] = await programCommand(program);
  const inherited = Object.fromEntries(
    INHERITED.flatMap((name) => process.env[name] ? [[name, process.env[name]]] : []),
  );
  try {
    const options = { signal, env: { ...inherited, NO_COLOR: "1", ...env } };
    const { stdout } = await promisify(execFile)(path, [...args, flag], options);
    return { ok: true, text: stdout };
  } catch (error) {
    signal?.throwIfAborted();
    const { stderr, message } = error as { stderr?: string; message: string };
    return { ok: false, text: stderr?.trim() || message };
  }
}
