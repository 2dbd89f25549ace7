import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Modules by their URL, each with the URLs of those that it imports, for their types too. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>;

/** What `deno info --json` says of a module, as far as it matters. */
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly { readonly code?: Import; readonly type?: Import }[];
  }[];
}

interface Import {
  readonly specifier?: string;
}

/**
 * What the program at the URL `main` imports. `deno` is the path of Deno.
 *
 * @throws {Error} when Deno cannot read it.
 */
export async function readModuleGraph(deno: string, main: URL): Promise<ModuleGraph> {
  const args = ["info", "--json", fileURLToPath(main)];
  const { stdout } = await run(deno, args, { maxBuffer: 64 * 1024 * 1024 });
  const { modules } = JSON.parse(stdout) as Info;
  return new Map(modules.map(({ specifier, dependencies = [] }) => {
    const imports = dependencies.flatMap(({ code, type }) => (code ?? type)?.specifier ?? []);
    return [specifier, imports];
  }));
}

/** Files that `main` is made of, in no order; what `isLeftOut` is not followed. */
export function filesFrom(
  graph: ModuleGraph,
  main: string,
  isLeftOut: (url: string) => boolean,
): string[] {
  const found = new Set<string>();
  const visit = (url: string) => {
    if (!url.startsWith("file:") || found.has(url) || isLeftOut(url)) return;
    found.add(url);
    graph.get(url)?.forEach(visit);
  };
  visit(main);
  return [...found];
}
