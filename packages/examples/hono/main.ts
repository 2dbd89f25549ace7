import process from "node:process";
import { inferenceFailure, promisedInference, Sessions } from "@stt-bench/core";
import type { Batch, InferenceResult, Session, SessionSocket } from "@stt-bench/core";
import { errorKindOfStatus, isInferenceAnswer, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import { Hono } from "hono";

type Socket = Bun.ServerWebSocket<{ readonly peer: string; session?: Session }>;

const MAX_SESSIONS = 1000;
const INFERENCE_URL = new URL(process.env["INFERENCE_URL"] ?? "http://127.0.0.1:9000/infer");

/** Your model service: `bytes` is a second of 16 kHz mono s16le PCM. What can go wrong is a value. */
async function infer({ bytes }: Batch, signal: AbortSignal): Promise<InferenceResult> {
  try {
    const response = await fetch(INFERENCE_URL, { method: "POST", body: bytes, signal });
    const { status } = response;
    if (status !== 200) return inferenceFailure(errorKindOfStatus(status), `got ${status}`, status);
    const answer: unknown = await response.json();
    if (isInferenceAnswer(answer)) return { ok: true, answer };
    return inferenceFailure("parse_error", "expected an answer, got other JSON", status);
  } catch (error) {
    return inferenceFailure("connection_reset", `expected an answer, got ${error}`);
  }
}

const sessions = new Sessions({ inference: promisedInference(infer, { timeoutMs: 5000 }) });

/** Bun's WebSocket as a session wants it. */
function port(socket: Socket): SessionSocket {
  return {
    send(text) {
      const result = socket.sendText(text);
      return result > 0 ? "sent" : result < 0 ? "queued" : "closed";
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    ping: () => void socket.ping(),
  };
}

const app = new Hono<{ Bindings: { readonly server: Bun.Server<Socket["data"]> } }>();
app.get("/health", (context) => context.text("ok"));
app.get("/ws/stt", ({ env: { server }, req, text }) => {
  if (sessions.size >= MAX_SESSIONS) return text("Expected fewer sessions\n", 503);
  const { address, port } = server.requestIP(req.raw)!;
  const data = { peer: `${address}:${port}` };
  const headers = { "sec-websocket-protocol": "" }; // Bun would take the first that is offered
  if (server.upgrade(req.raw, { data, headers })) return new Response(null);
  return text("Expected a WebSocket upgrade\n", 426, { upgrade: "websocket" });
});
app.on(["POST", "PUT", "PATCH", "DELETE"], ["/health", "/ws/stt"], ({ text }) => text("", 405));

const server = Bun.serve({
  hostname: process.env["HOST"] ?? "0.0.0.0",
  port: Number(process.env["PORT"] ?? 3000),
  fetch: (request, server) => app.fetch(request, { server }),
  websocket: {
    maxPayloadLength: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    idleTimeout: 0, // the session has its own, which a stalled event loop doesn't set off
    open(socket: Socket) {
      socket.data.session = sessions.open(port(socket), { peer: socket.data.peer });
    },
    message: ({ data: { session } }: Socket, message) =>
      typeof message === "string" ? session!.receiveText(message) : session!.receiveFrame(message),
    pong: ({ data }: Socket) => data.session!.heard(),
    drain: ({ data }: Socket) => data.session!.drained(),
    close: ({ data }: Socket, code) => data.session!.socketClosed(code),
  },
});
process.stdout.write(`${JSON.stringify({ event: "listening", name: "hono", url: server.url })}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await sessions.drain(1000); // each client is told what became of its audio
    process.exit(0);
  });
}
