import { runGateway, systemClock } from "@stt-bench/gateway";
import { openFetchTransport, openHttp2Transport } from "./inference.ts";
import { serveNative } from "./native.ts";

await runGateway({
  name: "bun",
  runtime: { name: "bun", version: Bun.version },
  canPause: false,
  clock: systemClock,
  inferenceClients: { http2: openHttp2Transport, fetch: openFetchTransport },
  serve: serveNative,
});
