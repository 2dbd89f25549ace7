import process from "node:process";
import { runGateway, systemClock } from "@stt-bench/gateway";
import { openHttp2Transport } from "./inference.ts";
import { serveNative } from "./native.ts";

await runGateway({
  name: "node",
  runtime: { name: "node", version: process.versions.node },
  canPause: true,
  clock: systemClock,
  inferenceClients: { http2: { protocol: "HTTP/2", open: openHttp2Transport } },
  serve: serveNative,
});
