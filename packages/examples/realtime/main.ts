import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { promisedInference, serveWebSocket, Sessions } from "@stt-bench/core";
import { computeAnswer } from "@stt-bench/protocol";
import { WebSocketServer } from "ws";
import { createReader, FRAME_BYTES, MAX_MESSAGE_BYTES, messages, serverEvent } from "./protocol.ts";
import type { Answer } from "./protocol.ts";

const MAX_SESSIONS = 1000;

// The core: frames, batches, flushes and limits are its business. What is said about them is not.
const sessions = new Sessions({
  settings: { frameBytes: FRAME_BYTES, frameMs: 40, flushIntervalMs: 500, maxBufferedFrames: 125 },
  // Your model: `bytes` is half a second of 24 kHz mono s16le PCM.
  inference: promisedInference<Answer>(({ bytes }) => {
    const samples = new Int16Array(bytes.slice().buffer);
    return Promise.resolve({ ok: true, answer: { text: computeAnswer(samples, 1).transcript } });
  }),
  messages,
});

const server = createServer((_request, response) => response.writeHead(404).end());

const webSockets = new WebSocketServer({
  server,
  path: "/v1/realtime",
  maxPayload: MAX_MESSAGE_BYTES,
  perMessageDeflate: false,
  verifyClient: (_client, decide) => decide(sessions.size < MAX_SESSIONS, 503),
});

// The protocol: the client's events go into the session, and nothing precedes its audio.
webSockets.on("connection", (socket, { socket: { remoteAddress, remotePort } }) => {
  const session = serveWebSocket(sessions, socket, {
    client: { peer: `${remoteAddress}:${remotePort}` },
    receive: createReader(),
    maxMessageBytes: MAX_MESSAGE_BYTES,
  });
  const description = { id: `sess_${session.id}`, type: "transcription" };
  socket.send(serverEvent("session.created", { session: description }));
  session.start();
});

server.listen(Number(process.env["PORT"] ?? 3000), process.env["HOST"], () => {
  const { port } = server.address() as AddressInfo;
  const event = { event: "listening", name: "realtime", url: `http://127.0.0.1:${port}` };
  process.stdout.write(`${JSON.stringify(event)}\n`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await sessions.drain(1000); // each client is told what became of its audio
    process.exit(0);
  });
}
