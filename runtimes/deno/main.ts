import { runGateway, systemClock } from "@stt-bench/gateway";
import { openFetchTransport } from "./inference.ts";
import { serveNative } from "./native.ts";

await runGateway({
  name: "deno",
  runtime: { name: "deno", version: Deno.version.deno },
  canPause: false,
  clock: systemClock,
  // `reusePort` of Deno 2.9.
  workerFlags: ["--unstable-net"],
  inferenceClients: { fetch: { protocol: "HTTP/2", open: openFetchTransport } },
  serve: serveNative,
});
