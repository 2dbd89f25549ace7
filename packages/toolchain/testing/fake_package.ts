import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "tar";
import { platforms } from "../install/platform.ts";
import { toolNames } from "../install/tool.ts";
import { versionsFile } from "../install/versions.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** The version of Node that the fake is: one that no machine has. */
export const fakeVersion = "99.0.1";

/** An npm package whose `bin/node` is a script that says it is Node {@linkcode fakeVersion}. */
export interface FakePackage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly integrity: string;
}

/** Builds a {@linkcode FakePackage} of about 100 kB whose executable claims to be `version`. */
export async function fakePackage(version: string = fakeVersion): Promise<FakePackage> {
  using folder = temporaryFolder();
  await mkdir(join(folder.path, "package/bin"), { recursive: true });
  const script = `#!/bin/sh\necho '{"version":"${version}","path":"'"$0"'"}'\n`;
  await writeFile(join(folder.path, "package/bin/node"), script, { mode: 0o755 });
  await writeFile(join(folder.path, "package/filler"), randomBytes(100_000));
  const file = join(folder.path, "package.tgz");
  await create({ gzip: true, file, cwd: folder.path }, ["package"]);
  const bytes = new Uint8Array(await readFile(file));
  return { bytes, integrity: integrityOfBytes(bytes) };
}

/** The sha512 of `bytes` as npm writes it. */
export function integrityOfBytes(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

/** Writes a `versions.lock.toml` into `folder` whose Node is the package at `url`. */
export async function pinFake(folder: string, url: string, integrity: string): Promise<void> {
  const lines = toolNames.flatMap((name) => [
    `[runtimes.${name}]`,
    `version = "${fakeVersion}"`,
    `executable = "bin/${name}"`,
    ...platforms.map((platform) =>
      `platforms.${platform} = ${
        name === "node" ? `{ url = "${url}", integrity = "${integrity}" }` : `{ url = "${url}" }`
      }`
    ),
  ]);
  await writeFile(join(folder, versionsFile), lines.join("\n"));
}
