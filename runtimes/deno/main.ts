import { runGateway, systemClock } from "@stt-bench/gateway";
import { TickClock } from "@stt-bench/tuned";
import { doze } from "./doze.ts";
import { openFetchTransport, openTunedTransport } from "./inference.ts";
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
});
