import { lookup } from "node:dns/promises";
import { runGateway, systemClock } from "@stt-bench/gateway";
import { createReactorVariant } from "@stt-bench/reactor";
import { TickClock } from "@stt-bench/tuned";
import { doze } from "./doze.ts";
import { openFetchTransport, openTunedTransport, openTurns } from "./inference.ts";
import { openLibc } from "./libc.ts";
import { serveNative } from "./native.ts";
import { serveTuned } from "./tuned.ts";
import { writeLog } from "./write_log.ts";

const runtime = { name: "deno", version: Deno.version.deno };
// `reusePort` of Deno 2.9.
const workerFlags = ["--unstable-net"];
const fetch = { protocol: "HTTP/2", open: openFetchTransport } as const;
const tuned = { protocol: "HTTP/2", open: openTunedTransport } as const;

/**
 * After a turn in which the event loop of Deno 2.9 was idle. One that is kept busy, as by
 * `setImmediate`, looks only every 61st time (tokio's `event_interval`) for what came from other
 * processes: from a worker a second late.
 */
const nextIdleTurn = (run: () => void) => void setTimeout(run, 0);

await runGateway({
  native: {
    name: "deno",
    runtime,
    canPause: false,
    createClock: () => systemClock,
    workerFlags,
    writeLog,
    inferenceClients: { fetch, tuned },
    serve: serveNative,
  },
  tuned: {
    name: "deno-tuned",
    runtime,
    canPause: true,
    createClock: (tickMs) => new TickClock({ clock: systemClock, tickMs, sleep: doze }),
    workerFlags,
    writeLog,
    inferenceClients: { tuned, fetch },
    serve: serveTuned,
  },
  reactor: createReactorVariant({
    name: "deno-reactor",
    runtime,
    openLibc,
    lookup,
    openTurns,
    nextTurn: nextIdleTurn,
    workerFlags,
    writeLog,
    inferenceClients: { tuned, fetch },
  }),
});
