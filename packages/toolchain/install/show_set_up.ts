import process from "node:process";
import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { ListrBaseClassOptions } from "listr2";
import { setUp } from "./set_up.ts";
import type { SetUpListener, SetUpOptions } from "./set_up.ts";
import { toolNames } from "./tool.ts";
import type { Tool, ToolName } from "./tool.ts";

/** {@linkcode setUp} that says on standard error what it does: live on a terminal, else in lines. */
export function showSetUp(options: Omit<SetUpOptions, "listener">): Promise<Tool[]> {
  return process.stderr.isTTY ? showLive(options) : setUp({ ...options, listener: plainLines });
}

const waiting = "waiting for another set-up to finish";

function write(text: string): void {
  process.stderr.write(`setup: ${text}\n`);
}

const plainLines: SetUpListener = {
  waits: () => write(waiting),
  step: (tool, text) => write(`${tool}: ${text}`),
  ready({ name, version, path }, isNew) {
    if (isNew) write(`${name}: ${version} is installed in ${path}`);
  },
};

async function showLive(options: SetUpOptions): Promise<Tool[]> {
  const rows = new Map<ToolName, { output: string; title: string }>();
  const show = (name: ToolName, text: string) => {
    const row = rows.get(name);
    if (row !== undefined) row.output = text;
  };
  const names = options.tools ?? toolNames;
  const ready = new Map(names.map((name) => [name, Promise.withResolvers<Tool>()]));
  const done = setUp({
    ...options,
    listener: {
      waits: () => names.forEach((name) => show(name, waiting)),
      step: show,
      ready: (tool) => ready.get(tool.name)?.resolve(tool),
      progress: (name, doneBytes, totalBytes) => show(name, portion(doneBytes, totalBytes)),
    },
  });
  const list = new Listr(
    names.map((name) => ({
      title: name,
      task: async (_context, row) => {
        rows.set(name, row);
        const all = done.then((tools) => tools.find((tool) => tool.name === name));
        const tool = await Promise.race([ready.get(name)?.promise, all]);
        row.title = `${name} ${tool?.version} (${tool?.source})`;
      },
    })),
    listOptions(),
  );
  // Until the list's tasks have begun to await it, nobody hears of an error.
  done.catch(() => {});
  await list.run();
  return await done;
}

function listOptions(): ListrBaseClassOptions {
  return {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    forceTTY: true,
    rendererOptions: {
      // The program prints the error once, after the list.
      showErrorMessage: false,
      logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr) }),
    },
  };
}

function portion(doneBytes: number, totalBytes: number): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (Number.isNaN(totalBytes)) return `${megabytes(doneBytes)} MB`;
  const percent = Math.floor(100 * doneBytes / totalBytes);
  return `${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB (${percent} %)`;
}
