import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Hono } from "hono";
import type { Context } from "hono";
import { integer, read } from "@stt-bench/program";
import type { Barriers } from "./barrier/barriers.ts";
import type { FileStore } from "./files/file_store.ts";
import { METRICS_CONTENT_TYPE, scrapeMetrics } from "./metrics.ts";
import { FILE_NAME, RUN_NAME } from "./names.ts";
import { Refusal } from "./refusal.ts";
import type { Uploads } from "./uploads.ts";

/** What the routes answer with. */
export interface AppParts {
  readonly store: FileStore;
  readonly barriers: Barriers;
  readonly uploads: Uploads;
  readonly maxShards: number;
  readonly epochMs: () => number;
  readonly isDraining: () => boolean;
  /** Hears of what is a bug, or the disk's fault. */
  readonly onError: (error: Error) => void;
}

/** Seconds after which a client that was sent away may come again. */
const RETRY_AFTER_SECS = "1";

/** The ids that a shard may choose. */
const ID = /^[\w-]{1,64}$/;

/** The routes of the collector. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    if (parts.isDraining()) c.header("connection", "close");
    c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
  });
  addStatusRoutes(app, parts);
  addRunRoutes(app, parts);
  addFileRoutes(app, parts);
  app.notFound((c) =>
    c.json({ error: `Expected a path of the collector, got ${c.req.path}` }, 404)
  );
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) {
      parts.onError(error);
      return c.json({ error: `Cannot serve the request: ${error.message}` }, 500);
    }
    if (error.status === 503) c.header("retry-after", RETRY_AFTER_SECS);
    return c.json({ error: error.message, ...error.details }, error.status);
  });
  return app;
}

function addStatusRoutes(app: Hono, parts: AppParts): void {
  app.get("/clock", (c) => c.json({ epoch_ms: parts.epochMs() }));
  app.get("/health", (c) => c.text("ok\n"));
  app.get(
    "/ready",
    (c) => parts.isDraining() ? c.text("The collector is shutting down\n", 503) : c.text("ready\n"),
  );
  app.get("/metrics", async (c) => {
    const { store, barriers, uploads } = parts;
    const text = await scrapeMetrics({
      isDraining: parts.isDraining(),
      waitingShards: barriers.waiting(),
      barriers: barriers.counts,
      runs: store.list().length,
      files: store.files,
      bytes: store.bytes,
      uploads: uploads.counts,
    });
    return c.body(text, 200, { "content-type": METRICS_CONTENT_TYPE });
  });
}

function addRunRoutes(app: Hono, { store, barriers, maxShards }: AppParts): void {
  app.get("/runs", (c) => c.json({ runs: store.list() }));
  app.delete("/runs/:run", async (c) => {
    const run = nameOf(c, "run", RUN_NAME);
    if (barriers.waiting(run) > 0) {
      throw new Refusal(409, `Expected a run at rest, but shards of ${run} wait`);
    }
    if (!await store.delete(run)) throw new Refusal(404, `Expected a run, got none named ${run}`);
    return c.body(null, 204);
  });
  app.post("/runs/:run/shards/:index", async (c) => {
    const run = nameOf(c, "run", RUN_NAME);
    const of = numberOf("of", c.req.query("of"), 1, maxShards);
    const index = numberOf("the shard", c.req.param("index"), 0, of - 1);
    const id = c.req.query("id");
    if (id !== undefined && !ID.test(id)) {
      throw new Refusal(400, `Expected id as ${ID.source}, got ${JSON.stringify(id.slice(0, 80))}`);
    }
    const startAtMs = await barriers.arrive(run, { index, of, id, signal: c.req.raw.signal });
    return c.json({ start_at_epoch_ms: startAtMs });
  });
}

function addFileRoutes(app: Hono, { store, uploads }: AppParts): void {
  app.get(
    "/runs/:run/files",
    (c) => c.json({ files: store.listFiles(nameOf(c, "run", RUN_NAME)) }),
  );
  app.put("/runs/:run/files/:name", async (c) => {
    const run = nameOf(c, "run", RUN_NAME);
    const name = nameOf(c, "name", FILE_NAME);
    const length = c.req.header("content-length");
    const bytes = length === undefined
      ? undefined
      : numberOf("Content-Length", length, 0, Number.MAX_SAFE_INTEGER);
    const outcome = await uploads.take({ run, name, body: c.req.raw.body, bytes });
    return c.json({ name, outcome }, outcome === "stored" ? 201 : 200);
  });
  app.get("/runs/:run/files/:name", (c) => {
    const name = nameOf(c, "name", FILE_NAME);
    const path = store.pathOf(nameOf(c, "run", RUN_NAME), name);
    if (path === undefined) throw new Refusal(404, `Expected a file, got none named ${name}`);
    const type = name.endsWith(".json") ? "application/json" : "application/octet-stream";
    const headers = { "content-type": type };
    // HEAD comes here as well, and nobody would read its body, or close the file.
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    return c.body(body, 200, headers);
  });
}

function nameOf(c: Context, parameter: string, pattern: RegExp): string {
  const given = c.req.param(parameter) ?? "";
  if (pattern.test(given)) return given;
  const got = JSON.stringify(given.slice(0, 80));
  throw new Refusal(400, `Expected ${parameter} as ${pattern.source}, got ${got}`);
}

function numberOf(name: string, given: string | undefined, min: number, max: number): number {
  const reading = read(name, integer(min, max), given?.slice(0, 80) ?? "");
  if (reading.ok) return reading.value;
  throw new Refusal(400, reading.problem);
}
