import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import process from "node:process";
import { packLibraries } from "../pack/pack_libraries.ts";
import type { PackedLibrary } from "../pack/pack_libraries.ts";

/** All libraries, packed once in a folder that is removed when this is disposed. */
export interface Packed extends AsyncDisposable {
  readonly libraries: readonly PackedLibrary[];
  /** A folder for whatever a test needs. */
  readonly folder: string;
}

/** Packs all libraries into a temporary folder. */
export async function packForTests(): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), "library-test-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    // As somebody would write it after --out.
    const target = relative(process.cwd(), join(folder, "dist"));
    const libraries = await packLibraries(target);
    return { libraries, folder, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
