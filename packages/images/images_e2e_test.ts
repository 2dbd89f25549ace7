import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { imageNames } from "./dockerfiles.ts";
import { reasonNotToEnterRoot } from "./engine/reason_not_to_enter_root.ts";
import { startImage } from "./engine/start_image.ts";
import { BuiltImages } from "./trial/built_images.ts";
import { RunningImage } from "./trial/running_image.ts";
import { tryCollector } from "./trial/try_collector.ts";
import { tryGateway } from "./trial/try_gateway.ts";

const skip = reasonNotToEnterRoot() ?? false;

test("Every Dockerfile keeps every policy", async () => {
  await using images = await BuiltImages.open();
  for (const name of imageNames) assertEquals(await images.lint(name), []);
});

test(
  "Images run as PID 1, unprivileged, on a read-only root, with what they import and nothing else",
  {
    skip,
  },
  async () => {
    await using images = await BuiltImages.open();
    await tryGateway(images, "node");
    await holdsOnlyWhatRuns(images);
    await endsItsWorkers(images);
    await hasOtherPrograms(images);
    await tryCollector(images);
  },
);

async function holdsOnlyWhatRuns(images: BuiltImages): Promise<void> {
  const { root } = await images.get("simulator");
  const app = join(root, "app");
  const files = await readdir(app, { recursive: true });
  const unwanted = files.filter((path) =>
    /_test\.ts$|\.d\.ts$|(^|\/)testing\/|deno\.lock/.test(path)
  );
  assertEquals(unwanted, []);
  // It is a thread's, and named but not imported.
  assert(files.includes("packages/inference/compute_thread.ts"), files.join("\n"));
  const packages = await readdir(join(app, "node_modules"));
  const members = await readdir(join(app, "node_modules/@stt-bench"));
  const strangers = [
    "echarts",
    "fast-check",
    "hono",
    "listr2",
    "playwright-core",
    "smol-toml",
    "ws",
  ];
  assertEquals(packages.filter((name) => strangers.includes(name)), []);
  assertEquals(members.filter((name) => ["bench", "gateway", "report"].includes(name)), []);
  assert(packages.includes("valibot") && members.includes("protocol"));
}

/** As PID 1 a gateway with workers has nobody behind it who would end them. */
async function endsItsWorkers(images: BuiltImages): Promise<void> {
  const image = await images.get("gateway-node");
  await using gateway = await RunningImage.start("gateway", image, { WORKERS: "2" });
  await gateway.checkHealth();
  await gateway.stop();
}

/** The chart's Jobs name these in place of the entry point. */
async function hasOtherPrograms(images: BuiltImages): Promise<void> {
  const image = await images.get("loadgen");
  for (const main of ["packages/loadgen/inferbench/main.ts", "packages/merge/main.ts"]) {
    const lines: string[] = [];
    const onStdoutLine = (line: string) => lines.push(line);
    const child = startImage(image, { name: main, command: ["bun", main, "--help"], onStdoutLine });
    assertEquals((await child.exited).code, 0, child.log.join("\n"));
    assert(lines[0]?.startsWith("Usage: "), lines.join("\n"));
  }
}
