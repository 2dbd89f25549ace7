import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { Child, describeExit } from "@stt-bench/bench";
import type { GoInstallOptions } from "@stt-bench/toolchain";

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
 * @throws the reason of `signal` when that aborts.
 */
export async function buildControlPlane(
  folder: string,
  { signal, say = () => {} }: Pick<GoInstallOptions, "signal" | "say"> = {},
): Promise<string> {
  const { hash, kubernetes } = await readVersion();
  const path = join(folder, `control-plane-${hash}`);
  if (existsSync(path)) return path;
  say(`Building the control plane of Kubernetes ${kubernetes}: this takes minutes, once`);
  const startMs = performance.now();
  const partial = `${path}.${process.pid}`;
  await goBuild([...flags(kubernetes), "-o", partial, "."], signal)
    .catch(async (error) => {
      await rm(partial, { force: true });
      throw error;
    });
  await rename(partial, path);
  say(`Built it in ${Math.round((performance.now() - startMs) / 1000)} s`);
  return path;
}

async function goBuild(args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const build = new Child({
    name: "go build",
    command: ["go", ...args],
    cwd: SOURCE,
    env: { CGO_ENABLED: "0" },
  });
  // It leads a process group of its own: Ctrl-C in a terminal reaches us alone.
  const stop = () => void build.stop();
  signal?.addEventListener("abort", stop);
  const exit = await build.exited;
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  if (exit.code === 0) return;
  throw build.error(
    `Cannot build the control plane: expected Go as go.mod asks for it, but ${describeExit(exit)}`,
  );
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
