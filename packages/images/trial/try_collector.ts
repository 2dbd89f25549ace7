import type { BuiltImages } from "./built_images.ts";
import { RunningImage } from "./running_image.ts";

/** Where a collector's volume would be: nothing else can be written here. */
const DATA_DIR = "/tmp";

/**
 * Starts the image of the collector, holds it against what it promises, leaves a file there and takes
 * it back, and ends it with SIGTERM.
 *
 * @throws {Error} that says what went otherwise.
 */
export async function tryCollector(images: BuiltImages, signal?: AbortSignal): Promise<void> {
  const image = await images.get("collector");
  await using collector = await RunningImage.start("collector", image, { DATA_DIR }, signal);
  await collector.checkProcess();
  await collector.checkHealth();
  const url = `${collector.url}/runs/trial/files/a.txt`;
  const text = "left by a shard";
  const put = await fetch(url, { method: "PUT", body: text });
  const got = put.ok ? await (await fetch(url)).text() : `status ${put.status}`;
  if (got !== text) throw new Error(`Cannot take ${url} back: expected "${text}", got ${got}`);
  await collector.stop();
}
