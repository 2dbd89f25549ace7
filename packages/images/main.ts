/**
 * Holds the Dockerfiles against their policies, builds their trees in folders and runs them. `--help`
 * lists the flags.
 *
 * @module
 */
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { setUp } from "@stt-bench/toolchain";
import { imageNames } from "./dockerfiles.ts";
import { reasonNotToEnterRoot } from "./engine/reason_not_to_enter_root.ts";
import { BuiltImages } from "./trial/built_images.ts";
import { tryCollector } from "./trial/try_collector.ts";
import { gatewayVariants, tryGateway } from "./trial/try_gateway.ts";

const HELP = `
There is no Docker in this: the pinned runtime, with the libraries of this machine, stands in for the
base of an image. Its steps are done in a folder, and its entry point runs there as PID 1, as the image's
user, on a read-only root. That a base image exists and works is for the workflow "images" to prove.`;

const AS_PROMISED = "as PID 1 and 65532 on a read-only root: healthy";

await runProgram(async (signal) => {
  const command = createCommand("images", "Checks our images without a Docker.")
    .option("--lint", "hold the Dockerfiles against their policies, and run nothing", false)
    .argument("[variant...]", `gateways to run, of ${Object.keys(gatewayVariants).join(", ")}`)
    .addHelpText("after", HELP);
  command.parse(process.argv.slice(2), { from: "user" });
  const { lint } = command.opts<{ lint: boolean }>();
  const variants = command.args.length > 0 ? command.args : Object.keys(gatewayVariants);
  const unknown = variants.filter((name) => !Object.hasOwn(gatewayVariants, name));
  if (unknown.length > 0) command.error(`Cannot run ${unknown}: expected a gateway of ours`);
  await using images = await BuiltImages.open(signal);
  const problems = (await Promise.all(imageNames.map((name) => images.lint(name)))).flat();
  for (const problem of problems) print(problem);
  print(`policies: ${imageNames.length} Dockerfiles, ${problems.length} problems`);
  if (problems.length > 0) return ExitCode.fail;
  return lint ? ExitCode.pass : await run(images, variants, signal);
});

async function run(
  images: BuiltImages,
  variants: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode> {
  const reason = reasonNotToEnterRoot();
  if (reason !== undefined) {
    print(`Cannot run images: ${reason}`);
    return ExitCode.invalid;
  }
  await setUp({ signal });
  await tryCollector(images, signal);
  print(`collector: ${AS_PROMISED}, SIGTERM → 0`);
  for (const variant of variants) {
    if (signal.aborted) return ExitCode.interrupted;
    const partials = await tryGateway(images, variant, signal);
    print(`${variant}: ${AS_PROMISED}, ${partials} partials, SIGTERM → 0`);
  }
  return ExitCode.pass;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
