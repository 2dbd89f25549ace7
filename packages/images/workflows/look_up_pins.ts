import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Versions } from "@stt-bench/toolchain";
import type { Pins } from "./pins.ts";

const run = promisify(execFile);

/**
 * Asks the registry of each base for its digest, by `docker buildx`, and GitHub for the commit of each
 * action's tag, by `git`.
 *
 * @throws {Error} for an image or a tag that isn't there.
 */
export async function lookUpPins({ images, actions }: Versions): Promise<Pins> {
  const digests = await Promise.all(
    Object.values(images).map(async ({ image }) => [image, await digestOf(image)] as const),
  );
  const commits = await Promise.all(
    Object.entries(actions).map(async ([action, { version }]) =>
      [action, { version, commit: await commitOf(action, version) }] as const
    ),
  );
  return { digests: new Map(digests), commits: new Map(commits) };
}

/** The digest of the list of an image's platforms. */
async function digestOf(image: string): Promise<string> {
  const format = "{{json .Manifest}}";
  const args = ["buildx", "imagetools", "inspect", image, "--format", format];
  const { stdout } = await run("docker", args);
  const { digest } = JSON.parse(stdout) as { digest?: unknown };
  if (typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  throw new Error(`Cannot pin ${image}: expected a sha256 digest, got ${digest}`);
}

async function commitOf(action: string, version: string): Promise<string> {
  const { stdout } = await run("git", ["ls-remote", `https://github.com/${action}`, `${version}*`]);
  const commit = commitOfTag(stdout, version);
  if (commit !== undefined) return commit;
  throw new Error(`Cannot pin ${action}: expected a tag ${version}, got none`);
}

/** The commit of the tag `version` among the lines of `git ls-remote`; an annotated one points to it. */
export function commitOfTag(lines: string, version: string): string | undefined {
  const refs = new Map(
    lines.trim().split("\n").map((line) => line.split("\t").reverse() as [string, string]),
  );
  return refs.get(`refs/tags/${version}^{}`) ?? refs.get(`refs/tags/${version}`);
}
