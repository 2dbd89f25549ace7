import { createHash, timingSafeEqual } from "node:crypto";
import process from "node:process";
import websocket from "@fastify/websocket";
import { serveWebSocket, Sessions, transcriptInference } from "@stt-bench/core";
import { computeAnswer, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import fastify from "fastify";
import type { FastifyReply, FastifyRequest } from "fastify";

const MAX_SESSIONS = 1000;
const TOKEN = process.env["TOKEN"] ?? "";
if (TOKEN === "") {
  process.stderr.write("Cannot start: expected TOKEN, which clients must know, got none\n");
  process.exit(1);
}

const sessions = new Sessions({
  // Your model: it gets a second of 16 kHz mono audio, and its text is what the client reads.
  inference: transcriptInference((samples) =>
    Promise.resolve(computeAnswer(samples, 4).transcript)
  ),
});

const digest = (text: string) => createHash("sha256").update(text).digest();

/** The token of a server is in a header; that of a browser, which cannot set one, in the query. */
function tokenOf({ headers, query }: FastifyRequest): string {
  const { token } = query as { readonly token?: unknown };
  return headers.authorization?.match(/^bearer +(.+)$/i)?.[1] ?? String(token ?? "");
}

/** Runs before the upgrade, so that who may not have a session never has a WebSocket. */
async function admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!timingSafeEqual(digest(tokenOf(request)), digest(TOKEN))) {
    await reply.code(401).header("www-authenticate", "Bearer").send();
  } else if (sessions.size >= MAX_SESSIONS) {
    await reply.code(503).send();
  } else if (!request.ws) {
    await reply.code(426).header("upgrade", "websocket").send();
  }
}

const app = fastify({ forceCloseConnections: true });

await app.register(websocket, {
  options: {
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => false,
  },
  preClose: () => sessions.drain(1000), // each client is told what became of its audio
});

app.get("/health", () => "ok");

app.get(
  "/ws/stt",
  { websocket: true, onRequest: admit },
  (socket, { ip, socket: { remotePort } }) => {
    serveWebSocket(sessions, socket, { client: { peer: `${ip}:${remotePort}`, address: ip } });
  },
);

for (const url of ["/health", "/ws/stt"]) {
  const method = ["POST", "PUT", "PATCH", "DELETE"];
  app.route({ method, url, handler: (_request, reply) => reply.code(405).send() });
}

const url = await app.listen({
  host: process.env["HOST"] ?? "0.0.0.0",
  port: Number(process.env["PORT"] ?? 3000),
});
process.stdout.write(`${JSON.stringify({ event: "listening", name: "fastify", url })}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await app.close();
    process.exit(0);
  });
}
