import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";
import { create } from "tar";
import type { PackedLibrary } from "../pack/pack_libraries.ts";
import { startRegistry } from "./start_registry.ts";
import type { Registry, RegistryPackage } from "./start_registry.ts";

/**
 * Starts a registry with `libraries` and with what they depend on, valibot, which is packed into
 * `folder` from our own `node_modules`: no other registry is asked.
 */
export async function startLibraryRegistry(
  libraries: readonly PackedLibrary[],
  folder: string,
): Promise<Registry> {
  const cwd = await realpath(join(root, "node_modules/valibot"));
  const tarball = join(folder, "valibot.tgz");
  await create({ gzip: true, file: tarball, cwd, prefix: "package" }, ["."]);
  return await startRegistry(
    await Promise.all([
      describe(cwd, tarball),
      ...libraries.map(({ folder, tarball }) => describe(folder, tarball)),
    ]),
  );
}

async function describe(folder: string, tarball: string): Promise<RegistryPackage> {
  return { manifest: JSON.parse(await readFile(join(folder, "package.json"), "utf8")), tarball };
}
