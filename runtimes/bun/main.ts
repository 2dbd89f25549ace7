import { lookup } from "node:dns/promises";
import { runGateway, systemClock } from "@stt-bench/gateway";
import { createReactorVariant } from "@stt-bench/reactor";
import { TickClock } from "@stt-bench/tuned";
import {
  openFetchTransport,
  openHttp2Transport,
  openTunedTransport,
  openTurns,
} from "./inference.ts";
import { openLibc } from "./libc.ts";
import { serveNative } from "./native.ts";
import { serveTuned } from "./tuned.ts";

const runtime = { name: "bun", version: Bun.version };
const http2 = { protocol: "HTTP/2", open: openHttp2Transport } as const;
const fetch = { protocol: "HTTP/1.1", open: openFetchTransport } as const;
const tuned = { protocol: "HTTP/2", open: openTunedTransport } as const;

await runGateway({
  native: {
    name: "bun",
    runtime,
    canPause: false,
    createClock: () => systemClock,
    inferenceClients: { http2, fetch, tuned },
    serve: serveNative,
  },
  tuned: {
    name: "bun-tuned",
    runtime,
    canPause: true,
    createClock: (tickMs) => new TickClock({ clock: systemClock, tickMs }),
    inferenceClients: { tuned, http2, fetch },
    serve: serveTuned,
  },
  reactor: createReactorVariant({
    name: "bun-reactor",
    runtime,
    openLibc,
    lookup,
    openTurns,
    nextTurn: (run) => void setImmediate(run),
    inferenceClients: { tuned, http2, fetch },
  }),
});
