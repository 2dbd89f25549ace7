import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { Child, describeExit } from "@stt-bench/bench";

const SOURCE = join(import.meta.dirname!, "control_plane");
const FILES = ["go.mod", "go.sum", "main.go"];

/** Without debug information; the version is what upstream's own build passes. */
const flags = (kubernetes: string) => [
  "build",
  "-trimpath",
  "-ldflags",
  `-s -w -X k8s.io/component-base/version.gitVersion=${kubernetes}`,
];

/**
 * Builds the control plane that `control_plane/go.mod` pins, once: Go's checksum database vouches for
 * what is downloaded, and go.sum keeps it.
 *
 * @param folder where it is kept, e.g. `.toolchain`
 * @returns its path.
 * @throws {ChildError} if there is no Go, or it can't build it.
 */
export async function buildControlPlane(
  folder: string,
  say: (line: string) => void,
): Promise<string> {
  const { hash, kubernetes } = await readVersion();
  const path = join(folder, `control-plane-${hash}`);
  if (existsSync(path)) return path;
  say(`Building the control plane of Kubernetes ${kubernetes}: this takes minutes, once`);
  const startMs = performance.now();
  const temporary = `${path}.${process.pid}`;
  const build = new Child({
    name: "go build",
    command: ["go", ...flags(kubernetes), "-o", temporary, "."],
    cwd: SOURCE,
    env: { CGO_ENABLED: "0" },
  });
  const exit = await build.exited;
  if (exit.code !== 0) {
    await rm(temporary, { force: true });
    throw build.error(
      `Cannot build the control plane: expected Go as go.mod asks for it, but ${
        describeExit(exit)
      }`,
    );
  }
  await rename(temporary, path);
  say(`Built it in ${Math.round((performance.now() - startMs) / 1000)} s`);
  return path;
}

/** What tells one state of its sources from another, and the version of Kubernetes in them. */
async function readVersion(): Promise<{ readonly hash: string; readonly kubernetes: string }> {
  const texts = await Promise.all(FILES.map((file) => readFile(join(SOURCE, file), "utf8")));
  const [, kubernetes] = /^\s+k8s\.io\/kubernetes (v\S+)$/m.exec(texts[0]!) ?? [];
  if (kubernetes === undefined) {
    throw new Error("Cannot build the control plane: expected k8s.io/kubernetes in its go.mod");
  }
  const hash = createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 16);
  return { hash, kubernetes };
}
