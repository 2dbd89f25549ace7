import { mkdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { execForm } from "../dockerfile/exec_form.ts";
import { imageConfiguration } from "../dockerfile/image_configuration.ts";
import type { ImageConfiguration } from "../dockerfile/image_configuration.ts";
import type { Dockerfile, Stage } from "../dockerfile/parse_dockerfile.ts";
import type { BuildContext } from "./build_context.ts";
import { copyStep } from "./copy_step.ts";
import { layBase } from "./lay_base.ts";
import { rootCommand } from "./root_command.ts";
import { runStep } from "./run_step.ts";

/** What our Dockerfiles call Deno's cache while they install: there, this machine's own is seen. */
const DOWNLOADS = "/deno-dir";

/** Steps that change nothing but the configuration. */
const SETTINGS = new Set([
  ...["ARG", "ENV", "LABEL", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"],
]);

/** An image's tree, and how to run it. */
export interface BuiltImage {
  /** The folder that becomes `/`. */
  readonly root: string;
  readonly configuration: ImageConfiguration;
}

/** What a build needs. */
export interface BuildOptions {
  /** A new folder for the roots of all stages. */
  readonly folder: string;
  readonly context: BuildContext;
  /** This machine's cache of Deno: with what a stage would download. */
  readonly denoDir: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does the steps of `file` in folders: stands in for its bases, copies, and runs what it RUNs.
 *
 * @throws {Error} that names the line of a step that failed, or that cannot be done.
 */
export async function buildImage(file: Dockerfile, options: BuildOptions): Promise<BuiltImage> {
  const roots = new Map<string, string>();
  for (const [i, stage] of file.stages.entries()) {
    const root = join(options.folder, String(i));
    await mkdir(root, { recursive: true });
    await layBase(stage.base, root);
    await doSteps(file.path, stage, root, roots, options);
    roots.set(stage.name ?? String(i), root);
  }
  const root = join(options.folder, String(file.stages.length - 1));
  return { root, configuration: imageConfiguration(file.stages.at(-1)!) };
}

async function doSteps(
  path: string,
  stage: Stage,
  root: string,
  stages: ReadonlyMap<string, string>,
  { context, denoDir, signal }: BuildOptions,
): Promise<void> {
  let workingDirectory = "/";
  const env: Record<string, string> = {};
  for (const step of stage.steps) {
    const { keyword, text, line, values } = step;
    signal?.throwIfAborted();
    try {
      if (keyword === "WORKDIR") {
        workingDirectory = posix.resolve(workingDirectory, text);
        await mkdir(join(root, workingDirectory), { recursive: true });
      } else if (keyword === "COPY") {
        await copyStep(step, { root, workingDirectory, context, stages });
      } else if (keyword === "RUN") {
        const command = execForm(text);
        if (command === undefined) throw new Error(`expected RUN in exec form, got ${text}`);
        const cache = env["DENO_DIR"] === DOWNLOADS
          ? { folder: denoDir, place: DOWNLOADS }
          : undefined;
        const options = { root, workingDirectory, readOnly: false, env, cache };
        await runStep(rootCommand(options, command), signal);
      } else if (!SETTINGS.has(keyword)) {
        throw new Error(`expected a step that can be done here, got ${keyword}`);
      }
      if (keyword === "ENV") Object.assign(env, values);
    } catch (error) {
      throw new Error(`Cannot build ${path}:${line}: ${(error as Error).message}`);
    }
  }
}
