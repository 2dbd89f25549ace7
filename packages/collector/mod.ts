/**
 * The collector: where load generators on several machines meet before a run, and leave what they
 * measured after it. It is one small HTTP service, so that a cluster needs no volume that many may
 * write.
 *
 * | request | answer |
 * |---|---|
 * | `GET /clock` | `{"epoch_ms": n}`, the clock that all shards go by |
 * | `POST /runs/<run>/shards/<i>?of=<n>` | waits for all n shards; `{"start_at_epoch_ms": n}`, the same for all |
 * | `PUT /runs/<run>/files/<name>` | 201; 200 if it has the same file already, 409 if another of that name |
 * | `GET /runs/<run>/files` | `{"files": [{"name", "bytes"}]}` |
 * | `GET /runs/<run>/files/<name>` | the file |
 * | `GET /runs`, `DELETE /runs/<run>` | `{"runs": [{"run", "files", "bytes"}]}`; 204 |
 * | `GET /health`, `/ready`, `/metrics` | as those of the gateways |
 *
 * An answer that isn't a success has a JSON body `{"error": "…"}`. Shards that wait for others in vain
 * get 408, which names the missing ones; while the service drains they get 503 and come again. A
 * barrier that has fallen stays so, a restart included: a shard that comes then is refused with 409,
 * as its run goes on without it, unless it is one of those let through, whose answer got lost: such a
 * one says so by the `id` that it chose (`&id=…`, optional).
 *
 * Nobody has to log in: whoever reaches it can read, add and delete. So let nothing but the shards and
 * the API server's proxy reach it, as the chart's NetworkPolicy does. Everything is bounded, see
 * {@linkcode variables}, and nothing is deleted without being asked to.
 *
 * `client/mod.ts` (`@stt-bench/collector/client`) is what a shard needs of it, without the service.
 *
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { assertEquals } from "@std/assert";
 * import { readConfig, startCollector } from "@stt-bench/collector";
 * import { joinBarrier, uploadFile } from "@stt-bench/collector/client";
 *
 * const folder = await mkdtemp(join(tmpdir(), "collector-"));
 * const config = readConfig({ PORT: "0", DATA_DIR: folder, START_DELAY_MS: "0" });
 * const collector = await startCollector(config);
 * const { signal } = new AbortController();
 * const run = `${collector.url}/runs/example`;
 * const [first, second] = await Promise.all([
 *   joinBarrier(run, { index: 0, count: 2 }, { signal }),
 *   joinBarrier(run, { index: 1, count: 2 }, { signal }),
 * ]);
 * assertEquals(first, second);
 * await uploadFile(run, "notes.json", new TextEncoder().encode("{}"), { signal });
 * assertEquals(await (await fetch(`${run}/files/notes.json`)).json(), {});
 * await collector.close();
 * await rm(folder, { recursive: true });
 * ```
 *
 * @module
 */
export * from "./collector.ts";
export * from "./config.ts";
