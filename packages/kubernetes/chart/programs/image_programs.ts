import { runtimes } from "@stt-bench/bench";
import type { Runtime } from "@stt-bench/bench";

/** The program that an image runs unless it is told to run another. */
export interface ImageProgram {
  /** Its `main.ts`, from the root of the repository. */
  readonly main: string;
  readonly runtime: Runtime;
  /** Variables that aren't the program's but its runtime's. */
  readonly ofRuntime: readonly string[];
  /** Whether it is configured by variables, and `--print-config` prints them; by flags otherwise. */
  readonly byEnvironment: boolean;
}

const ofRuntime: Readonly<Record<Runtime, readonly string[]>> = {
  deno: ["DENO_V8_FLAGS"],
  node: ["NODE_OPTIONS"],
  bun: [],
};

function program(runtime: Runtime, main: string, byEnvironment = true): ImageProgram {
  return { main, runtime, ofRuntime: ofRuntime[runtime], byEnvironment };
}

/** The programs of our images, by the images' names. */
export const imagePrograms: Readonly<Record<string, ImageProgram>> = {
  ...Object.fromEntries(runtimes.map((runtime) => [
    `gateway-${runtime}`,
    program(runtime, `runtimes/${runtime}/main.ts`),
  ])),
  simulator: program("bun", "packages/inference/main.ts"),
  collector: program("bun", "packages/collector/main.ts"),
  loadgen: program("bun", "packages/loadgen/main.ts", false),
};

/** The program that a container with `image` runs, whose `command` may name another one. */
export function programOf(
  image: string,
  command: readonly string[] = [],
): ImageProgram | undefined {
  const own = imagePrograms[/([^/:@]+)(:[^/@]*)?(@.*)?$/.exec(image)?.[1] ?? ""];
  const main = command.find((word) => word.endsWith(".ts"));
  return own && main !== undefined ? { ...own, main } : own;
}
