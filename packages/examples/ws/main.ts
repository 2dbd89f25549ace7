import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { serveWebSocket, Sessions, transcriptInference } from "@stt-bench/core";
import { computeAnswer, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import { WebSocketServer } from "ws";

const MAX_SESSIONS = 1000;

const sessions = new Sessions({
  // Your model: it gets a second of 16 kHz mono audio, and its text is what the client reads.
  inference: transcriptInference((samples) =>
    Promise.resolve(computeAnswer(samples, 4).transcript)
  ),
});

const server = createServer(({ method, url }, response) => {
  const status = url !== "/health" && url !== "/ws/stt" ? 404 : method !== "GET" ? 405 : 200;
  response.writeHead(url === "/ws/stt" && status === 200 ? 426 : status).end();
});

const webSockets = new WebSocketServer({
  noServer: true,
  maxPayload: MAX_MESSAGE_BYTES,
  perMessageDeflate: false,
  handleProtocols: () => false,
});

server.on("upgrade", (request, socket, head) => {
  const isFull = sessions.size >= MAX_SESSIONS;
  if (isFull || request.url !== "/ws/stt") {
    const status = isFull ? "503 Service Unavailable" : "404 Not Found";
    socket.on("error", () => {}).end(`HTTP/1.1 ${status}\r\n\r\n`);
    return;
  }
  const peer = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
  webSockets.handleUpgrade(request, socket, head, (webSocket) => {
    serveWebSocket(sessions, webSocket, { client: { peer } });
  });
});

server.listen(Number(process.env["PORT"] ?? 3000), process.env["HOST"], () => {
  const { port } = server.address() as AddressInfo;
  const event = { event: "listening", name: "ws", url: `http://127.0.0.1:${port}` };
  process.stdout.write(`${JSON.stringify(event)}\n`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await sessions.drain(1000); // each client is told what became of its audio
    process.exit(0);
  });
}
