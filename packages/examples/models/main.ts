import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { serveWebSocket, Sessions, transcriptInference } from "@stt-bench/core";
import type { Transcribe } from "@stt-bench/core";
import { MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import { WebSocketServer } from "ws";
import { httpModel } from "./http_model.ts";
import { SherpaModel } from "./sherpa_model.ts";
import type { SherpaConfig } from "./sherpa_model.ts";

const MAX_SESSIONS = 100;

/** The model on this machine whose configuration a file has, or the service at a URL. */
async function openModel(
  { MODEL_CONFIG, MODEL_URL = "", MODEL_NAME = "whisper-1", MODEL_KEY }: NodeJS.ProcessEnv,
): Promise<Transcribe> {
  if (MODEL_CONFIG !== undefined) {
    const model = await SherpaModel.load(await readConfig(MODEL_CONFIG));
    return (samples) => model.transcribe(samples);
  }
  if (!/^https?:\/\/./.test(MODEL_URL)) {
    const expected = "MODEL_CONFIG, or http:// or https:// in MODEL_URL";
    throw new Error(`Cannot start: expected ${expected}, got "${MODEL_URL}"`);
  }
  return httpModel({
    url: MODEL_URL,
    body: "form",
    fields: { model: MODEL_NAME },
    ...(MODEL_KEY !== undefined && { headers: { authorization: `Bearer ${MODEL_KEY}` } }),
  });
}

async function readConfig(path: string): Promise<SherpaConfig> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new Error(`Cannot read ${path}: expected JSON, got ${(error as Error).message}`);
  }
}

const model = await openModel(process.env).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const sessions = new Sessions({ inference: transcriptInference(model) });

const server = createServer(({ url }, response) =>
  response.writeHead(url === "/health" ? 200 : 404).end()
);

const webSockets = new WebSocketServer({
  server,
  path: "/ws/stt",
  maxPayload: MAX_MESSAGE_BYTES,
  perMessageDeflate: false,
  verifyClient: (_client, decide) => decide(sessions.size < MAX_SESSIONS, 503),
});

webSockets.on("connection", (socket, { socket: { remoteAddress, remotePort } }) => {
  serveWebSocket(sessions, socket, { client: { peer: `${remoteAddress}:${remotePort}` } });
});

server.listen(Number(process.env["PORT"] ?? 3000), process.env["HOST"], () => {
  const { port } = server.address() as AddressInfo;
  const event = { event: "listening", name: "models", url: `http://127.0.0.1:${port}` };
  process.stdout.write(`${JSON.stringify(event)}\n`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await sessions.drain(1000); // each client is told what became of its audio
    process.exit(0);
  });
}
