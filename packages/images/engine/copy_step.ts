import { copyFile, cp, mkdir, stat } from "node:fs/promises";
import { basename, dirname, join, posix, relative } from "node:path";
import type { Step } from "../dockerfile/parse_dockerfile.ts";
import type { BuildContext } from "./build_context.ts";

/** Where a COPY happens. */
export interface CopyPlaces {
  /** The folder that is `/` of the stage. */
  readonly root: string;
  readonly workingDirectory: string;
  readonly context: BuildContext;
  /** The roots of earlier stages, by name. */
  readonly stages: ReadonlyMap<string, string>;
}

/**
 * Does a COPY as Docker does: of a folder its contents, into the destination; of files each into it,
 * where it is a folder.
 *
 * @throws {Error} for a source that isn't there.
 */
export async function copyStep({ text, flags }: Step, places: CopyPlaces): Promise<void> {
  const paths = text.split(" ");
  const target = paths.pop()!;
  const to = join(places.root, posix.resolve(places.workingDirectory, target));
  const isFolder = target.endsWith("/") || target === "." || paths.length > 1;
  for (const path of paths) {
    if (flags["from"] === undefined) await copyFromContext(path, to, isFolder, places.context);
    else await copyFromStage(path, to, isFolder, places.stages.get(flags["from"]), flags["from"]);
  }
}

async function copyFromContext(
  path: string,
  to: string,
  isFolder: boolean,
  context: BuildContext,
): Promise<void> {
  const files = context.below(path);
  if (files.length === 0) throw missing(path, "the build context");
  const isFile = files.length === 1 && files[0] === path.replace(/^\.\//, "");
  for (const file of files) {
    const inside = isFile ? basename(file) : relative(path, file);
    const target = isFile && !isFolder ? to : join(to, inside);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(context.root, file), target);
  }
}

async function copyFromStage(
  path: string,
  to: string,
  isFolder: boolean,
  root: string | undefined,
  name: string,
): Promise<void> {
  if (root === undefined) throw missing(`a stage called ${name}`, "the stages before");
  const from = join(root, path);
  const found = await stat(from).catch(() => undefined);
  if (found === undefined) throw missing(path, `stage ${name}`);
  const target = found.isFile() && isFolder ? join(to, basename(path)) : to;
  await mkdir(dirname(target), { recursive: true });
  await cp(from, target, { recursive: true, verbatimSymlinks: true });
}

function missing(what: string, where: string): Error {
  return new Error(`Cannot copy ${what}: expected it in ${where}, got nothing`);
}
