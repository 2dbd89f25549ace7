import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Barriers } from "./barrier/barriers.ts";
import type { Config } from "./config.ts";
import { createApp } from "./create_app.ts";
import { FileStore } from "./files/file_store.ts";
import { Uploads } from "./uploads.ts";

/** A collector that listens. */
export interface Collector {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Sends waiting shards away to come again, lets uploads finish for at most 5 s, and ends. */
  close(): Promise<void>;
}

/** How long requests under way may take once it closes. */
const CLOSE_DEADLINE_MS = 5000;

/** How often connections that have become idle meanwhile are ended. */
const SWEEP_MS = 20;

/**
 * Starts a collector in this process.
 *
 * @param onError hears of failures that are no client's, as a line of text
 * @throws {Error} if the folder can't be written, or the port can't be had
 */
export async function startCollector(
  config: Config,
  onError: (line: string) => void = () => {},
): Promise<Collector> {
  const store = await openStore(config);
  const barriers = createBarriers(config, store);
  let isDraining = false;
  const app = createApp({
    store,
    barriers,
    uploads: new Uploads(store, {
      maxUploads: config.MAX_UPLOADS,
      timeoutMs: config.UPLOAD_TIMEOUT_MS,
    }),
    maxShards: config.MAX_SHARDS,
    epochMs: Date.now,
    isDraining: () => isDraining,
    onError: (error) => onError(`Cannot serve a request: ${error.message}`),
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
  }) as Server;
  const url = await listen(server, config);
  return {
    url,
    close() {
      isDraining = true;
      barriers.drain();
      return closeServer(server);
    },
  };
}

async function openStore(config: Config): Promise<FileStore> {
  try {
    return await FileStore.open(config.DATA_DIR, {
      maxRuns: config.MAX_RUNS,
      maxFiles: config.MAX_FILES,
      maxFileBytes: config.MAX_FILE_BYTES,
      maxTotalBytes: config.MAX_TOTAL_BYTES,
    });
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(
      `Cannot use DATA_DIR ${config.DATA_DIR}: expected a folder to write, got ${why}`,
    );
  }
}

function createBarriers(config: Config, store: FileStore): Barriers {
  return new Barriers({
    timeoutMs: config.BARRIER_TIMEOUT_MS,
    startDelayMs: config.START_DELAY_MS,
    maxRuns: config.MAX_RUNS,
    epochMs: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    recall: (run) => store.barrierOf(run),
    keep: (run, fallen) => store.keepBarrier(run, fallen),
  });
}

async function listen(server: Server, { HOST, PORT }: Config): Promise<string> {
  try {
    const listening = once(server, "listening");
    server.listen(PORT, HOST);
    await listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot listen on ${HOST}:${PORT}: expected a free port, got ${code}`);
  }
  const { port } = server.address() as AddressInfo;
  return `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${port}`;
}

/** Lets requests under way finish until the deadline, and ends their connections after them. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection is kept alive after an answer under way, and nothing else would end it then.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_DEADLINE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
