import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findTool, readVersions, root } from "@stt-bench/toolchain";
import { readDockerfile } from "../dockerfiles.ts";
import type { ImageName } from "../dockerfiles.ts";
import { BuildContext } from "../engine/build_context.ts";
import { buildImage } from "../engine/build_image.ts";
import type { BuiltImage } from "../engine/build_image.ts";
import { lintDockerfile } from "../policies/lint_dockerfile.ts";

/** Images that are built when they are first asked for, and removed when this is disposed. */
export class BuiltImages {
  readonly #folder: string;
  readonly #context: BuildContext;
  readonly #signal: AbortSignal | undefined;
  readonly #built = new Map<ImageName, Promise<BuiltImage>>();

  private constructor(folder: string, context: BuildContext, signal: AbortSignal | undefined) {
    this.#folder = folder;
    this.#context = context;
    this.#signal = signal;
  }

  /** Reads the build context. */
  static async open(signal?: AbortSignal): Promise<BuiltImages> {
    const context = await BuildContext.read(root);
    const folder = await mkdtemp(join(tmpdir(), "stt-bench-images-"));
    return new BuiltImages(folder, context, signal);
  }

  /** What is wrong with the Dockerfile of `name`, a line each. */
  async lint(name: ImageName): Promise<string[]> {
    const surroundings = {
      versions: await readVersions(),
      hasSource: (path: string) => this.#context.has(path),
    };
    return lintDockerfile(await readDockerfile(root, name), surroundings);
  }

  /** The image `name`, whose build begins now if it hasn't yet. */
  get(name: ImageName): Promise<BuiltImage> {
    const started = this.#built.get(name) ?? this.#build(name);
    this.#built.set(name, started);
    return started;
  }

  /** Removes the trees of all images. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#built.values());
    // Ten thousands of files: rm takes a ninth of the time of `fs.rm`.
    await promisify(execFile)("rm", ["-rf", "--one-file-system", this.#folder]);
  }

  async #build(name: ImageName): Promise<BuiltImage> {
    return await buildImage(await readDockerfile(root, name), {
      folder: join(this.#folder, name),
      context: this.#context,
      denoDir: await ownDenoDir(),
      signal: this.#signal,
    });
  }
}

/** Where this machine's Deno keeps what it has downloaded. */
async function ownDenoDir(): Promise<string> {
  const { path } = await findTool("deno");
  const { stdout } = await promisify(execFile)(path, ["info", "--json"]);
  return JSON.parse(stdout).denoDir;
}
