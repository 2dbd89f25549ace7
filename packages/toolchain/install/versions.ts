import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "smol-toml";
import * as v from "valibot";
import { root as repository } from "../root.ts";

const Download = v.strictObject({
  url: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+\/.+\.tgz$/, "the URL of a .tgz file")),
  integrity: v.optional(
    v.pipe(v.string(), v.regex(/^sha512-[A-Za-z0-9+/]{86}==$/, "a sha512 integrity")),
  ),
});

const Pin = v.strictObject({
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, "a version such as 1.2.3")),
  /** Path of the executable inside the unpacked package. */
  executable: v.pipe(v.string(), v.regex(/^[\w/-]+$/, "a relative path")),
  platforms: v.strictObject({
    "linux-x64": Download,
    "linux-arm64": Download,
    "darwin-x64": Download,
    "darwin-arm64": Download,
  }),
});

const GoProgram = v.strictObject({
  /** What `go install` builds. */
  package: v.pipe(v.string(), v.regex(/^[a-z][\w.-]+(\/[\w.-]+)+$/, "the path of a Go package")),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, "a version such as 1.2.3")),
  sum: v.pipe(v.string(), v.regex(/^h1:[A-Za-z0-9+/]{43}=$/, "a Go module's h1 checksum")),
  /** The oldest Go that builds it, as its `go.mod` says. */
  go: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, "a version such as 1.2.3")),
});

const Image = v.strictObject({
  image: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9./-]+:[\w.-]*\d+\.\d+\.\d+[\w.-]*$/, "an image with a version for its tag"),
  ),
  digest: v.optional(v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, "a sha256 digest"))),
});

const Action = v.strictObject({
  version: v.pipe(v.string(), v.regex(/^v\d+\.\d+\.\d+$/, "a version such as v1.2.3")),
  commit: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, "a commit's 40 digits"))),
});

const Versions = v.strictObject({
  runtimes: v.strictObject({ deno: Pin, node: Pin, bun: Pin }),
  go: v.optional(v.record(v.string(), GoProgram), {}),
  images: v.optional(v.record(v.string(), Image), {}),
  actions: v.optional(v.record(v.string(), Action), {}),
});

/** A pinned tool: its version and a download for each platform. */
export type Pin = v.InferOutput<typeof Pin>;

/** Where a platform's package is, and its sha512 where the registry told it. */
export type Download = v.InferOutput<typeof Download>;

/** A program that Go builds from a module's release, and the checksum of that module. */
export type PinnedGoProgram = v.InferOutput<typeof GoProgram>;

/** A base of our images: its name with a tag, and the digest where it is known. */
export type PinnedImage = v.InferOutput<typeof Image>;

/** An action of GitHub's workflows: its tag, and the commit of that where it is known. */
export type PinnedAction = v.InferOutput<typeof Action>;

/** What `versions.lock.toml` pins. */
export type Versions = v.InferOutput<typeof Versions>;

/** The file that pins every tool, in the root of the repository. */
export const versionsFile = "versions.lock.toml";

/**
 * Reads `versions.lock.toml` of the repository, or of another `root` folder.
 *
 * @throws {Error} that names the file, the field, what was expected and what came.
 */
export async function readVersions(root: string = repository): Promise<Versions> {
  return parseVersions(await readFile(join(root, versionsFile), "utf8"));
}

/** Like {@linkcode readVersions}, for the file's text. */
export function parseVersions(text: string): Versions {
  const result = v.safeParse(Versions, parseToml(text));
  if (result.success) return result.output;
  const lines = result.issues.map((issue) => `Cannot read ${versionsFile}: ${describe(issue)}`);
  throw new Error(lines.join("\n"));
}

/** Of an unknown field Valibot says that it expected `never`, of a missing one its name: neither helps. */
function describe(issue: v.InferIssue<typeof Versions>): string {
  const path = v.getDotPath(issue) ?? "it";
  if (issue.type === "strict_object") {
    if (issue.expected === "never") return `expected no field ${path}, got one`;
    if (issue.received === "undefined") return `expected a field ${path}, got none`;
  }
  const expected = issue.type === "regex" ? issue.message : issue.expected;
  return `expected ${path} to be ${expected}, got ${issue.received}`;
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const problem = (cause as Error).message;
    throw new Error(`Cannot read ${versionsFile}: expected TOML, got ${problem}`, { cause });
  }
}
