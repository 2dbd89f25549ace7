import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDockerfile } from "./dockerfile/parse_dockerfile.ts";
import type { Dockerfile } from "./dockerfile/parse_dockerfile.ts";

/** The images that we publish, each with its Dockerfile's path from the root. */
export const imageFiles = {
  "gateway-deno": "runtimes/deno/Dockerfile",
  "gateway-node": "runtimes/node/Dockerfile",
  "gateway-bun": "runtimes/bun/Dockerfile",
  "simulator": "packages/inference/Dockerfile",
  "loadgen": "packages/loadgen/Dockerfile",
  "collector": "packages/collector/Dockerfile",
} as const;

/** One of {@linkcode imageFiles}. */
export type ImageName = keyof typeof imageFiles;

/** The names of {@linkcode imageFiles}. */
export const imageNames = Object.keys(imageFiles) as readonly ImageName[];

/** Reads the Dockerfile of `name` below `root`. */
export async function readDockerfile(root: string, name: ImageName): Promise<Dockerfile> {
  const path = imageFiles[name];
  return parseDockerfile(path, await readFile(join(root, path), "utf8"));
}
