import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../refusal.ts";
import { inFolder } from "@stt-bench/program/testing";
import { FileStore } from "./file_store.ts";
import type { StoreLimits } from "./file_store.ts";

const limits = { maxRuns: 2, maxFiles: 2, maxFileBytes: 10, maxTotalBytes: 25 };

function withStore(
  use: (store: FileStore, folder: string) => Promise<void>,
  changed: Partial<StoreLimits> = {},
): Promise<void> {
  return inFolder(async (folder) => {
    await use(await FileStore.open(folder, { ...limits, ...changed }), folder);
  });
}

/** Chunks of a file; after the last one it fails where `error` says so. */
async function* chunks(texts: readonly string[], error?: Error): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
  if (error) throw error;
}

async function refusal(action: () => Promise<unknown>): Promise<number> {
  return (await assertRejects(action, Refusal)).status;
}

test("FileStore keeps a file, takes the same again, and refuses another of its name", () =>
  withStore(async (store, folder) => {
    assertEquals(await store.put("r", "a.json", chunks(["one", "two"])), "stored");
    assertEquals(await store.put("r", "a.json", chunks(["onetwo"])), "equal");
    assertEquals(await refusal(() => store.put("r", "a.json", chunks(["onetwO"]))), 409);
    assertEquals(await readFile(store.pathOf("r", "a.json")!, "utf8"), "onetwo");
    assertEquals(store.listFiles("r"), [{ name: "a.json", bytes: 6 }]);
    assertEquals([store.bytes, store.files], [6, 1]);
    assertEquals(await readdir(join(folder, "r")), ["a.json"]);
    assertEquals([store.listFiles("other"), store.pathOf("other", "a.json")], [[], undefined]);
  }));

test("FileStore leaves nothing of a file that breaks off", () =>
  withStore(async (store, folder) => {
    const broken = () => store.put("r", "a", chunks(["half"], new Error("connection lost")));
    await assertRejects(broken, Error, "connection lost");
    assertEquals([await readdir(join(folder, "r")), store.bytes, store.files], [[], 0, 0]);
    assertEquals(await store.put("r", "a", chunks(["whole"])), "stored");
  }));

test("FileStore refuses what is over a limit, and keeps nothing of it", () =>
  withStore(async (store, folder) => {
    assertEquals(await refusal(() => store.put("r", "a", chunks(["123456", "78901"]))), 413);
    for (const name of ["a", "b"]) await store.put("r", name, chunks(["1234567890"]));
    assertEquals(await refusal(() => store.put("r", "c", chunks(["1"]))), 507);
    assertEquals(await refusal(() => store.put("q", "c", chunks(["123456"]))), 507);
    assertEquals(await store.put("q", "c", chunks(["12345"])), "stored");
    assertEquals(await refusal(() => store.put("p", "c", chunks([]))), 507);
    assertEquals(store.bytes, 25);
    assertEquals((await readdir(join(folder, "r"))).sort(), ["a", "b"]);
  }));

test("FileStore takes one file of a name at a time, and counts what comes in", () =>
  withStore(async (store) => {
    const rest = Promise.withResolvers<void>();
    const halfway = Promise.withResolvers<void>();
    const first = store.put(
      "r",
      "a",
      (async function* () {
        yield new Uint8Array(4);
        halfway.resolve();
        await rest.promise;
      })(),
    );
    await halfway.promise;
    assertEquals([store.bytes, store.files], [4, 0]);
    assertEquals(await refusal(() => store.put("r", "a", chunks(["1"]))), 503);
    assertEquals(await refusal(() => store.delete("r")), 409);
    rest.resolve();
    assertEquals(await first, "stored");
  }));

test("FileStore deletes a run, which makes room", () =>
  withStore(async (store, folder) => {
    await store.put("r", "a", chunks(["1"]));
    await store.keepBarrier("q", { of: 1, start_at_epoch_ms: 5, ids: [null] });
    assertEquals([await store.delete("r"), await store.delete("r")], [true, false]);
    assertEquals([await readdir(folder), store.bytes, store.list().length], [["q"], 0, 1]);
    assertEquals(await store.put("p", "a", chunks(["1"])), "stored");
  }));

test("FileStore takes the first files of a run at the same time", () =>
  withStore(async (store) => {
    for (let i = 0; i < 50; i++) {
      const puts = ["a", "b"].map((name) => store.put(`r${i}`, name, chunks([])));
      assertEquals(await Promise.all(puts), ["stored", "stored"]);
    }
  }, { maxRuns: 50 }));

test("FileStore takes nothing for a run while that is being deleted", () =>
  withStore(async (store) => {
    await store.put("r", "a", chunks(["1"]));
    const deleted = store.delete("r");
    assertEquals(await refusal(() => store.put("r", "b", chunks(["2"]))), 503);
    assertEquals(await deleted, true);
    assertEquals(await store.put("r", "b", chunks(["2"])), "stored");
    assertEquals(await readFile(store.pathOf("r", "b")!, "utf8"), "2");
  }));

test("FileStore deletes no run whose barrier is being kept", () =>
  withStore(async (store) => {
    const barrier = { of: 1, start_at_epoch_ms: 5, ids: [null] };
    const kept = store.keepBarrier("r", barrier);
    assertEquals(await refusal(() => store.delete("r")), 409);
    await kept;
    assertEquals(store.barrierOf("r"), barrier);
  }));

test("FileStore knows files and barriers of an earlier process, and clears what that left half", () =>
  withStore(async (store, folder) => {
    const barrier = { of: 2, start_at_epoch_ms: 5, ids: ["a", null] };
    await store.put("r", "a", chunks(["123"]));
    await store.keepBarrier("r", barrier);
    await writeFile(join(folder, "r", ".x.part"), "half");
    await mkdir(join(folder, "lost+found"));
    const again = await FileStore.open(folder, limits);
    assertEquals(again.list(), [{ run: "r", files: 1, bytes: 3 }]);
    assertEquals([again.bytes, again.barrierOf("r")], [3, barrier]);
    assertEquals((await readdir(join(folder, "r"))).sort(), [".barrier.json", "a"]);
    assertEquals(await refusal(() => again.put("r", "a", chunks(["124"]))), 409);
  }));

test("FileStore says which barrier it can't read", () =>
  withStore(async (store, folder) => {
    await store.put("r", "a", chunks(["123"]));
    await writeFile(join(folder, "r", ".barrier.json"), "{");
    await assertRejects(() => FileStore.open(folder, limits), Error, "r/.barrier.json: expected a");
  }));
