import { lookup } from "node:dns/promises";
import { setImmediate } from "node:timers";
import { runGateway, systemClock } from "@stt-bench/gateway";
import { createReactorVariant } from "@stt-bench/reactor";
import { TickClock } from "@stt-bench/tuned";
import { doze } from "./doze.ts";
import { openFetchTransport, openTunedTransport } from "./inference.ts";
import { openLibc } from "./libc.ts";
import { serveNative } from "./native.ts";
import { serveTuned } from "./tuned.ts";
import { writeLog } from "./write_log.ts";

const runtime = { name: "deno", version: Deno.version.deno };
// `reusePort` of Deno 2.9.
const workerFlags = ["--unstable-net"];
const fetch = { protocol: "HTTP/2", open: openFetchTransport } as const;
const tuned = { protocol: "HTTP/2", open: openTunedTransport } as const;

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
    nextTurn: (run) => void setImmediate(run),
    workerFlags,
    writeLog,
    inferenceClients: { tuned, fetch },
  }),
});
