import { lookup } from "node:dns/promises";
import process from "node:process";
import { runGateway, systemClock } from "@stt-bench/gateway";
import { createReactorVariant } from "@stt-bench/reactor";
import { TickClock } from "@stt-bench/tuned";
import { openHttp2Transport, openTunedTransport, openTurns } from "./inference.ts";
import { openLibc } from "./libc.ts";
import { serveNative } from "./native.ts";
import { serveTuned } from "./tuned.ts";

const runtime = { name: "node", version: process.versions.node };
const http2 = { protocol: "HTTP/2", open: openHttp2Transport } as const;
const tuned = { protocol: "HTTP/2", open: openTunedTransport } as const;

await runGateway({
  native: {
    name: "node",
    runtime,
    canPause: true,
    createClock: () => systemClock,
    inferenceClients: { http2, tuned },
    serve: serveNative,
  },
  tuned: {
    name: "node-tuned",
    runtime,
    canPause: true,
    createClock: (tickMs) => new TickClock({ clock: systemClock, tickMs }),
    inferenceClients: { tuned, http2 },
    serve: serveTuned,
  },
  reactor: createReactorVariant({
    name: "node-reactor",
    runtime,
    openLibc,
    lookup,
    openTurns,
    nextTurn: (run) => void setImmediate(run),
    inferenceClients: { tuned, http2 },
  }),
});
