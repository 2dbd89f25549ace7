import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { withLock } from "./with_lock.ts";

test("withLock lets one work after the other, and tells who waits", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "lock");
  const steps: string[] = [];
  const waits = Promise.withResolvers<void>();
  const work = (name: string) => Promise.resolve(void steps.push(name));
  let second: Promise<void> | undefined;
  await withLock(path, () => steps.push("the first waits"), async () => {
    second = withLock(path, waits.resolve, () => work("second"));
    await waits.promise;
    await work("first");
  });
  await second;
  assertEquals(steps, ["first", "second"]);
});

test("withLock waits for nobody once its signal is aborted", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "lock");
  using held = await Deno.create(path);
  await held.lock(true);
  const free = () => void held.unlock();
  const work = () => Promise.resolve("worked");
  await assertRejects(
    () => withLock(path, free, work, AbortSignal.abort(new Error("interrupted"))),
    Error,
    "interrupted",
  );
});
