import { readFile } from "node:fs/promises";
import { findTool, toolNames } from "@stt-bench/toolchain";
import { countCodeLines } from "./count_code_lines.ts";
import { filesFrom, readModuleGraph } from "./module_graph.ts";
import type { ModuleGraph } from "./module_graph.ts";

const ROOT = new URL("../../", import.meta.url);

/** How much code one gateway is. */
export interface CodeSize {
  readonly variant: string;
  /** Lines in its runtime's folder: sockets, inference client, program. */
  readonly own: number;
  /** Lines of the packages that it shares with others, by the package's folder. */
  readonly shared: Readonly<Record<string, number>>;
}

/** What a runtime's program imports and this kind of gateway doesn't use: files beside it, and packages. */
const LEFT_OUT = {
  native: ["tuned.ts", "tcp_socket.ts", "libc.ts", "packages/tuned/", "packages/reactor/"],
  tuned: ["native.ts", "libc.ts", "packages/reactor/"],
  // Its client is of the packages, too.
  reactor: ["native.ts", "tuned.ts", "tcp_socket.ts", "inference.ts"],
} as const;

/** Counts every gateway, runtime by runtime, the native one first. */
export async function measureCodeSize(): Promise<CodeSize[]> {
  const { path: deno } = await findTool("deno");
  const sizes = await Promise.all(toolNames.map(async (runtime) => {
    const main = new URL(`runtimes/${runtime}/main.ts`, ROOT);
    const graph = await readModuleGraph(deno, main);
    return await Promise.all([
      measure(runtime, graph, main, LEFT_OUT.native),
      measure(`${runtime}-tuned`, graph, main, LEFT_OUT.tuned),
      measure(`${runtime}-reactor`, graph, main, LEFT_OUT.reactor),
    ]);
  }));
  return sizes.flat();
}

async function measure(
  variant: string,
  graph: ModuleGraph,
  main: URL,
  leftOut: readonly string[],
): Promise<CodeSize> {
  const left = leftOut.map((part) =>
    new URL(part, part.startsWith("packages/") ? ROOT : main).href
  );
  const isLeftOut = (url: string) => left.some((prefix) => url.startsWith(prefix));
  let own = 0;
  const shared: Record<string, number> = {};
  for (const url of filesFrom(graph, main.href, isLeftOut)) {
    const lines = countCodeLines(await readFile(new URL(url), "utf8"));
    const [kind, name = ""] = url.slice(ROOT.href.length).split("/");
    if (kind === "packages") shared[name] = (shared[name] ?? 0) + lines;
    else own += lines;
  }
  return { variant, own, shared: Object.fromEntries(Object.entries(shared).sort()) };
}
