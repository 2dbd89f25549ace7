import { promisedInference, Sessions } from "@stt-bench/core";
import { computeAnswer } from "@stt-bench/protocol";
import process from "node:process";
import { WebSocketServer } from "ws";

const sessions = new Sessions({
  clock: {
    now: () => performance.now(),
    schedule(atMs, run) {
      const timer = setTimeout(run, atMs - performance.now());
      return () => clearTimeout(timer);
    },
  },
  // Your model: `bytes` is a second of 16 kHz mono s16le PCM, valid until the promise settles.
  inference: promisedInference(({ bytes }) => {
    const samples = new Int16Array(bytes.slice().buffer);
    return Promise.resolve({ ok: true, answer: computeAnswer(samples, 4) });
  }),
});

const server = new WebSocketServer({ port: Number(process.env["PORT"] ?? 3000), maxPayload: 8192 });
server.on("listening", () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
server.on("connection", (socket) => {
  const session = sessions.open({
    send(text) {
      socket.send(text, () => socket.bufferedAmount === 0 && session.drained());
      return socket.bufferedAmount === 0 ? "sent" : "queued";
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  });
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) session.receiveFrame(data);
    else session.receiveText(data.toString());
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", (code) => session.socketClosed(code));
});
