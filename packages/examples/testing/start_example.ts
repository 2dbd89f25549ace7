import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";
import type { Runtime, Server } from "@stt-bench/bench";
import { findTool, root } from "@stt-bench/toolchain";
import { readmeCommand } from "./readme_command.ts";

const runExample = fileURLToPath(new URL("./run_example.ts", import.meta.url));

/** How an example is started. */
export interface ExampleOptions {
  /** Variables on top of our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `<folder>/main.ts` on a free port, as README.md says, and waits until it listens. */
export async function startExample(
  folder: string,
  runtime: Runtime,
  { env = {} }: ExampleOptions = {},
): Promise<Server & AsyncDisposable> {
  const main = `packages/examples/${folder}/main.ts`;
  const [, ...words] = await readmeCommand(main, runtime);
  const { path } = await findTool(runtime);
  const child = new Child({
    name: `example ${folder} on ${runtime}`,
    command: [path, ...words.slice(0, -1), runExample, root + main],
    cwd: root,
    env: { HOST: "127.0.0.1", PORT: "0", ...env },
  });
  const event = await child.listening();
  const stop = async () => void await child.stop();
  return { child, url: event.url, event, [Symbol.asyncDispose]: stop };
}
