import { runGateway, systemClock } from "@stt-bench/gateway";
import { openFetchTransport, openHttp2Transport } from "./inference.ts";
import { serveNative } from "./native.ts";

await runGateway({
  name: "bun",
  runtime: { name: "bun", version: Bun.version },
  canPause: false,
  clock: systemClock,
  inferenceClients: {
    http2: { protocol: "HTTP/2", open: openHttp2Transport },
    fetch: { protocol: "HTTP/1.1", open: openFetchTransport },
  },
  serve: serveNative,
});
