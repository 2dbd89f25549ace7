import { toolNames } from "../install/tool.ts";
import type { ToolName } from "../install/tool.ts";

/** Unit tests run on each runtime; end-to-end ones start programs, and run on Deno. */
export const stageKinds = ["unit", "e2e"] as const;

/** One of {@linkcode stageKinds}. */
export type StageKind = (typeof stageKinds)[number];

/** Test files that one runtime runs in one go. */
export interface Stage {
  readonly kind: StageKind;
  readonly runtime: ToolName;
  /** Set where files may run beside each other. */
  readonly isParallel?: true;
  /** Paths from the root. */
  readonly files: readonly string[];
}

/** Which of the stages and files to run; everything if nothing is given. */
export interface Selection {
  readonly only?: StageKind | undefined;
  readonly runtime?: ToolName | undefined;
  /** Only files whose path contains one of these texts. */
  readonly filters: readonly string[];
}

const order: readonly Omit<Stage, "files">[] = [
  { kind: "unit", runtime: "deno" },
  { kind: "unit", runtime: "node" },
  { kind: "unit", runtime: "bun" },
  { kind: "e2e", runtime: "deno", isParallel: true },
  { kind: "e2e", runtime: "deno" },
];

/**
 * Where end-to-end tests fill the machine by themselves, or hold what they see against the time. Others
 * that measure take any verdict.
 */
const ALONE = /^(runtimes|packages\/bench\/(live|soak|stall))\//;

/**
 * Sorts test `files` into stages. A stage that `filters` leave without files is left out; without
 * filters it stays, since it then lacks its tests.
 */
export function testStages(files: readonly string[], selection: Selection): Stage[] {
  const { only, runtime, filters } = selection;
  return order
    .filter((stage) => !only || stage.kind === only)
    .filter((stage) => !runtime || stage.runtime === runtime)
    .map((stage) => ({ ...stage, files: files.filter((file) => belongs(file, stage, filters)) }))
    .filter((stage) => stage.files.length > 0 || filters.length === 0);
}

function belongs(file: string, stage: Omit<Stage, "files">, filters: readonly string[]): boolean {
  const kind = file.endsWith("_e2e_test.ts") ? "e2e" : "unit";
  const isParallel = kind === "e2e" && !ALONE.test(file);
  return kind === stage.kind &&
    (kind === "e2e"
      ? isParallel === (stage.isParallel ?? false)
      : (onlyRuntime(file) ?? stage.runtime) === stage.runtime) &&
    (filters.length === 0 || filters.some((filter) => file.includes(filter)));
}

/** The only runtime that can run the unit test `file`; undefined when each one can. */
function onlyRuntime(file: string): ToolName | undefined {
  const hasExample = file.endsWith("/mod.ts");
  if (hasExample || file.startsWith("packages/toolchain/")) return "deno";
  return toolNames.find((name) => file.startsWith(`runtimes/${name}/`));
}
