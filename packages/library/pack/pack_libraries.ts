import { copyFile, glob, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { root } from "@stt-bench/toolchain";
import { create } from "tar";
import { libraries } from "../libraries.ts";
import type { Library } from "../libraries.ts";
import { readManifest } from "../manifests.ts";
import { compile } from "./compile.ts";
import { npmManifest } from "./npm_manifest.ts";
import { stageSources } from "./stage_sources.ts";

/** One package as it is published on npm. */
export interface PackedLibrary {
  readonly id: Library;
  /** `@stt-bench/…` */
  readonly name: string;
  readonly version: string;
  /** Folder with what is in the tarball. */
  readonly folder: string;
  /** Path of the tarball. */
  readonly tarball: string;
  /** Paths of its files from `folder`, sorted. */
  readonly files: readonly string[];
}

/** The time that npm, too, gives all files: the same sources make the same bytes. */
const MTIME = new Date("1985-10-26T08:15:00Z");

/**
 * Compiles all libraries into folders of `target`, and packs each as a tarball beside them.
 *
 * @throws {Error} when the sources don't compile.
 */
export async function packLibraries(
  target: string,
  signal?: AbortSignal,
): Promise<PackedLibrary[]> {
  // The compiler runs in another folder than we do.
  const folder = resolve(target);
  const stage = await mkdtemp(join(tmpdir(), "library-"));
  try {
    await stageSources(stage);
    const packed: PackedLibrary[] = [];
    for (const library of libraries) {
      await compile(library, stage, join(folder, library), signal);
      packed.push(await pack(library, folder));
    }
    return packed;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function pack(library: Library, target: string): Promise<PackedLibrary> {
  const folder = join(target, library);
  const manifest = await readManifest(library);
  const { name, version } = manifest;
  await writeFile(
    join(folder, "package.json"),
    `${JSON.stringify(npmManifest(manifest), null, 2)}\n`,
  );
  await copyFile(join(root, "CHANGELOG.md"), join(folder, "CHANGELOG.md"));
  const files = (await Array.fromAsync(glob("**/*.*", { cwd: folder }))).concat("LICENSE").sort();
  const tarball = join(target, `stt-bench-${library}-${version}.tgz`);
  const format = { gzip: { level: 9 }, portable: true, mtime: MTIME, prefix: "package" };
  await create({ ...format, file: tarball, cwd: folder }, files);
  return { id: library, name, version, folder, tarball, files };
}
