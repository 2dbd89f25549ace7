import process from "node:process";
import { serveWebSocket, Sessions, transcriptInference } from "@stt-bench/core";
import { UpstreamModel } from "./upstream_model.ts";

const MAX_SESSIONS = 1000;
const MODEL_URL = process.env["MODEL_URL"] ?? "ws://127.0.0.1:9001";

const model = new UpstreamModel(MODEL_URL);

const sessions = new Sessions({
  inference: transcriptInference((samples, signal) => model.transcribe(samples, signal), {
    timeoutMs: 5000,
  }),
});

function statusOf({ method, url, headers }: Request): number {
  const { pathname } = new URL(url);
  if (pathname !== "/health" && pathname !== "/ws/stt") return 404;
  if (method !== "GET") return 405;
  if (pathname === "/health") return 200;
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") return 426;
  return sessions.size < MAX_SESSIONS ? 101 : 503;
}

const server = Deno.serve({
  hostname: process.env["HOST"] ?? "0.0.0.0",
  port: Number(process.env["PORT"] ?? 3000),
  onListen: ({ port }) => {
    const event = { event: "listening", name: "upstream", url: `http://127.0.0.1:${port}` };
    process.stdout.write(`${JSON.stringify(event)}\n`);
  },
}, (request, { remoteAddr: { hostname, port } }) => {
  const status = statusOf(request);
  if (status !== 101) return new Response(null, { status });
  // The session watches for silence; Deno's own limit closes everybody when the event loop stalls.
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  serveWebSocket(sessions, socket, { client: { peer: `${hostname}:${port}`, address: hostname } });
  return response;
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    const closed = server.shutdown();
    await sessions.drain(1000); // each client is told what became of its audio
    await closed;
    process.exit(0);
  });
}
