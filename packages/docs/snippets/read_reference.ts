import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";

/** What commands are held against: the generated reference, which a test holds against the programs. */
export interface Reference {
  /** The flags of a task, by its name. */
  readonly flags: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variables that configure some program. */
  readonly variables: ReadonlySet<string>;
}

/** Reads the generated pages. */
export async function readReference(): Promise<Reference> {
  const read = (name: string) => readFile(join(root, "docs/reference", name), "utf8");
  const [tasks, configuration] = await Promise.all([read("tasks.md"), read("configuration.md")]);
  return {
    flags: new Map(tasks.split("\n## ").slice(1).flatMap(flagsOf)),
    variables: new Set(
      configuration.matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gm).map(([, name]) => name!),
    ),
  };
}

/** A section's tasks, those that are the same program included, and what its help lists. */
function flagsOf(section: string): [string, ReadonlySet<string>][] {
  const [head = "", help = ""] = section.split("```text");
  const names = [head.split("\n")[0]!, ...also(head)];
  const flags = new Set(help.matchAll(/(?<![\w-])-{1,2}[a-zA-Z][\w-]*/g).map(([flag]) => flag));
  return names.map((name) => [name, flags]);
}

/** The names in "Also `bench:deno` (`--runtime deno`), `bench:node` …". */
function also(head: string): readonly string[] {
  const [, list = ""] = /^Also (.*)\.$/m.exec(head) ?? [];
  const names = [...list.matchAll(/`([\w:-]+)`/g)].map(([, name]) => name!);
  return names.filter((name) => !name.startsWith("-"));
}
