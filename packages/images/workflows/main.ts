/**
 * Looks up digests and commits, and writes them where they belong. Needs Docker, git and the network.
 *
 * @module
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { readVersions, root, versionsFile } from "@stt-bench/toolchain";
import { imageFiles } from "../dockerfiles.ts";
import { lookUpPins } from "./look_up_pins.ts";
import { pinDockerfile, pinVersions, pinWorkflow } from "./pins.ts";

const WORKFLOWS = ".github/workflows";

await runProgram(async () => {
  createCommand("images:pin", "Pins the digests of bases and the commits of actions.")
    .parse(process.argv.slice(2), { from: "user" });
  const pins = await lookUpPins(await readVersions());
  const edit = async (path: string, change: (text: string) => string) => {
    const text = await readFile(join(root, path), "utf8");
    await writeFile(join(root, path), change(text));
  };
  await edit(versionsFile, (text) => pinVersions(text, pins));
  for (const path of Object.values(imageFiles)) {
    await edit(path, (text) => pinDockerfile(text, pins));
  }
  for (const name of await readdir(join(root, WORKFLOWS))) {
    await edit(join(WORKFLOWS, name), (text) => pinWorkflow(text, pins));
  }
  process.stdout.write(`pinned ${pins.digests.size} images and ${pins.commits.size} actions\n`);
  return ExitCode.pass;
});
