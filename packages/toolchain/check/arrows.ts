import { dirname, join, normalize } from "node:path/posix";

/** What a folder of the workspace may import. */
interface Member {
  /** The name that others import it by. */
  readonly name: string;
  /** The members that it may import, by name. */
  readonly imports: readonly string[];
}

/** Which member may import which: everything that isn't listed is forbidden. */
export const members: Readonly<Record<string, Member>> = {
  "packages/std-assert": { name: "@std/assert", imports: [] },
  "packages/program": { name: "@stt-bench/program", imports: [] },
  "packages/protocol": { name: "@stt-bench/protocol", imports: [] },
  "packages/http2": { name: "@stt-bench/http2", imports: [] },
  "packages/statistics": { name: "@stt-bench/statistics", imports: [] },
  "packages/websocket": { name: "@stt-bench/websocket", imports: [] },
  "packages/core": { name: "@stt-bench/core", imports: ["@stt-bench/protocol"] },
  "packages/results": {
    name: "@stt-bench/results",
    imports: ["@stt-bench/protocol", "@stt-bench/statistics"],
  },
  "packages/gateway": {
    name: "@stt-bench/gateway",
    imports: [
      "@stt-bench/core",
      "@stt-bench/program",
      "@stt-bench/protocol",
      "@stt-bench/websocket",
    ],
  },
  "packages/tuned": {
    name: "@stt-bench/tuned",
    imports: [
      "@stt-bench/core",
      "@stt-bench/gateway",
      "@stt-bench/http2",
      "@stt-bench/protocol",
      "@stt-bench/websocket",
    ],
  },
  "packages/reactor": {
    name: "@stt-bench/reactor",
    imports: ["@stt-bench/core", "@stt-bench/gateway", "@stt-bench/tuned"],
  },
  "packages/inference": {
    name: "@stt-bench/inference",
    imports: ["@stt-bench/program", "@stt-bench/protocol", "@stt-bench/statistics"],
  },
  "packages/collector": { name: "@stt-bench/collector", imports: ["@stt-bench/program"] },
  "packages/loadgen": {
    name: "@stt-bench/loadgen",
    imports: [
      "@stt-bench/collector",
      "@stt-bench/program",
      "@stt-bench/protocol",
      "@stt-bench/results",
      "@stt-bench/statistics",
    ],
  },
  "packages/merge": {
    name: "@stt-bench/merge",
    imports: ["@stt-bench/collector", "@stt-bench/program", "@stt-bench/results"],
  },
  "packages/toolchain": { name: "@stt-bench/toolchain", imports: ["@stt-bench/program"] },
  "packages/code-size": {
    name: "@stt-bench/code-size",
    imports: ["@stt-bench/program", "@stt-bench/toolchain"],
  },
  "packages/library": {
    name: "@stt-bench/library",
    imports: ["@stt-bench/program", "@stt-bench/toolchain"],
  },
  "packages/bench": {
    name: "@stt-bench/bench",
    imports: [
      "@stt-bench/merge",
      "@stt-bench/program",
      "@stt-bench/report",
      "@stt-bench/results",
      "@stt-bench/statistics",
      "@stt-bench/toolchain",
    ],
  },
  "packages/report": {
    name: "@stt-bench/report",
    imports: [
      "@stt-bench/code-size",
      "@stt-bench/program",
      "@stt-bench/results",
      "@stt-bench/statistics",
      "@stt-bench/toolchain",
    ],
  },
  "packages/publish": {
    name: "@stt-bench/publish",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/program",
      "@stt-bench/report",
      "@stt-bench/results",
      "@stt-bench/toolchain",
    ],
  },
  "packages/docs": {
    name: "@stt-bench/docs",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/collector",
      "@stt-bench/gateway",
      "@stt-bench/program",
      "@stt-bench/report",
      "@stt-bench/results",
      "@stt-bench/toolchain",
    ],
  },
  "packages/images": {
    name: "@stt-bench/images",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/program",
      "@stt-bench/results",
      "@stt-bench/toolchain",
    ],
  },
  "packages/kubernetes": {
    name: "@stt-bench/kubernetes",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/program",
      "@stt-bench/protocol",
      "@stt-bench/results",
      "@stt-bench/statistics",
      "@stt-bench/toolchain",
    ],
  },
  "packages/demo": {
    name: "@stt-bench/demo",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/program",
      "@stt-bench/protocol",
      "@stt-bench/results",
      "@stt-bench/toolchain",
    ],
  },
  "packages/examples": {
    name: "@stt-bench/examples",
    // The last one for tests alone: they end each example with themselves.
    imports: ["@stt-bench/core", "@stt-bench/protocol", "@stt-bench/program"],
  },
  conformance: {
    name: "@stt-bench/conformance",
    imports: ["@stt-bench/program", "@stt-bench/protocol"],
  },
  "runtimes/deno": { name: "@stt-bench/runtime-deno", imports: runtimeImports() },
  "runtimes/node": { name: "@stt-bench/runtime-node", imports: runtimeImports() },
  "runtimes/bun": { name: "@stt-bench/runtime-bun", imports: runtimeImports() },
  // Tests of all runtimes' gateways, which it starts and doesn't import.
  "runtimes/contract": {
    name: "@stt-bench/contract",
    imports: [
      "@stt-bench/bench",
      "@stt-bench/conformance",
      "@stt-bench/http2",
      "@stt-bench/program",
      "@stt-bench/protocol",
      "@stt-bench/results",
      "@stt-bench/toolchain",
      "@stt-bench/websocket",
    ],
  },
};

function runtimeImports(): readonly string[] {
  return [
    "@stt-bench/core",
    "@stt-bench/gateway",
    "@stt-bench/program",
    "@stt-bench/protocol",
    "@stt-bench/reactor",
    "@stt-bench/tuned",
  ];
}

/** What tests may import besides: to assert, to start programs, and to prove them conformant. */
const testImports: readonly string[] = [
  "@std/assert",
  "@stt-bench/bench",
  "@stt-bench/conformance",
  "@stt-bench/toolchain",
];

/** The workspace member that `file` (a path from the root) belongs to, undefined for none. */
function folderOf(file: string): string | undefined {
  return Object.keys(members).find((folder) => file.startsWith(`${folder}/`));
}

/** Tells tests, and what only tests import, from the rest by their names. */
function isTest(file: string): boolean {
  return file.endsWith("_test.ts") || file.includes("/testing/");
}

/**
 * Why `file` (a path from the root) must not import `specifier`; undefined when it may. Imports from
 * npm and of built-in modules are nobody's business here.
 */
export function importProblem(file: string, specifier: string): string | undefined {
  const folder = folderOf(file);
  if (folder === undefined) return `expected ${file} in a folder that check/arrows.ts lists`;
  if (specifier.startsWith(".")) return relativeProblem(file, folder, specifier);
  const to = Object.values(members).find(({ name }) => isWithin(specifier, name));
  if (to !== undefined) return arrowProblem(folder, to.name, isTest(file));
  if (!specifier.startsWith("@stt-bench/")) return undefined;
  return `expected a package that check/arrows.ts lists, got ${specifier}`;
}

/** Why `folder` must not depend on the member called `name`; undefined when it may. */
export function arrowProblem(folder: string, name: string, inTest: boolean): string | undefined {
  const from = members[folder];
  if (from === undefined) return `expected ${folder} to be listed in check/arrows.ts`;
  const allowed = [from.name, ...from.imports, ...(inTest ? testImports : [])];
  if (allowed.includes(name)) return undefined;
  return `expected ${folder} to import ${from.imports.join(", ") || "nothing"}, got ${name}`;
}

function isWithin(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function relativeProblem(file: string, folder: string, specifier: string): string | undefined {
  const target = normalize(join(dirname(file), specifier));
  if (!target.startsWith(`${folder}/`)) {
    return `expected other packages by their name, not by a path, got ${specifier}`;
  }
  if (isTest(target) && !isTest(file)) return `expected no test to be imported, got ${specifier}`;
  return undefined;
}
