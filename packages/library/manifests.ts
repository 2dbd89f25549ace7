import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";
import * as v from "valibot";
import type { Library } from "./libraries.ts";

const Versions = v.record(v.string(), v.string());

const Manifest = v.object({
  name: v.string(),
  version: v.string(),
  description: v.string(),
  keywords: v.array(v.string()),
  private: v.literal(true),
  license: v.string(),
  dependencies: v.optional(Versions, {}),
});

/** What a published package takes from its `package.json` here. */
export type Manifest = v.InferOutput<typeof Manifest>;

const JsrManifest = v.strictObject({
  name: v.string(),
  version: v.string(),
  license: v.string(),
  exports: v.literal("./mod.ts"),
  publish: v.strictObject({ include: v.array(v.string()), exclude: v.array(v.string()) }),
});

/** A `jsr.json`: what `deno publish` reads, and nothing else does. */
export type JsrManifest = v.InferOutput<typeof JsrManifest>;

/**
 * The `package.json` of `library` as it stands in the workspace, where it is private, so that nobody
 * publishes TypeScript to npm by mistake.
 */
export async function readManifest(library: Library): Promise<Manifest> {
  return v.parse(Manifest, await readJson(library, "package.json"));
}

/** The `jsr.json` of `library`. */
export async function readJsrManifest(library: Library): Promise<JsrManifest> {
  return v.parse(JsrManifest, await readJson(library, "jsr.json"));
}

async function readJson(library: Library, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, "packages", library, file), "utf8"));
}
