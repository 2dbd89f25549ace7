import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ExitCode } from "@stt-bench/program";
import { packLibraries } from "../pack/pack_libraries.ts";
import type { PackedLibrary } from "../pack/pack_libraries.ts";
import { apiRecord, recordFile } from "./api_record.ts";
import { lineChanges } from "./line_changes.ts";

/** `api`: compares the public types of all libraries with their record, or writes it. */
export async function apiCommand(
  { write }: { readonly write: boolean },
  signal: AbortSignal,
): Promise<ExitCode> {
  const folder = await mkdtemp(join(tmpdir(), "library-"));
  try {
    const libraries = await packLibraries(folder, signal);
    if (write) {
      for (const packed of libraries) {
        await writeFile(recordFile(packed.id), await apiRecord(packed));
      }
    }
    const problems = await Promise.all(libraries.map(apiProblem));
    process.stdout.write(problems.join("") || "api: as recorded\n");
    return problems.every((problem) => problem === "") ? ExitCode.pass : ExitCode.fail;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How the public types of a packed library differ from their record; empty when they don't. */
export async function apiProblem(packed: PackedLibrary): Promise<string> {
  const recorded = await readFile(recordFile(packed.id), "utf8").catch(() => "");
  const changes = lineChanges(recorded, await apiRecord(packed));
  if (changes.length === 0) return "";
  return `The API of ${packed.name} has changed. If that is meant, say so in CHANGELOG.md and run ` +
    `deno task api --write.\n${changes.join("\n")}\n`;
}
