/**
 * A gateway that accepts every WebSocket and throws its frames away: `PORT=0 deno run -A
 * packages/loadgen/null_gateway.ts`, the same on Node and Bun.
 *
 * It is there to calibrate the load generator: what a core can send when nobody is slow. As it
 * never answers, a run against it fails by silent sessions; what counts is the send lateness. Run
 * it with `--session-grace-secs 0`, or the generator waits in vain for answers.
 *
 * @module
 */
import { ExitCode, integer, readEnvironment, runProgram, text, variable } from "@stt-bench/program";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import process from "node:process";

const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** Hundreds of sessions may connect in one moment. */
const BACKLOG = 4096;

/** Answers the handshake that `chunk` begins with; it comes whole, as our own generator sends it. */
function accept(socket: Socket, chunk: Uint8Array): void {
  const key = /sec-websocket-key: *(\S+)/i.exec(new TextDecoder("latin1").decode(chunk))?.[1];
  if (key === undefined) return void socket.destroy();
  const proof = createHash("sha1").update(key + ACCEPT_GUID).digest("base64");
  socket.write(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${proof}\r\n\r\n`,
  );
  socket.resume();
}

await runProgram(async (signal) => {
  const { PORT, HOST } = readEnvironment({
    PORT: variable(integer(0, 65_535), "3000", "port to listen on, 0 for any"),
    HOST: variable(text(), "0.0.0.0", "address to listen on"),
  }, process.env);
  const server = createServer({ noDelay: true }, (socket) => {
    socket.once("data", (chunk: Uint8Array) => accept(socket, chunk)).on("error", () => {});
  });
  server.listen({ port: PORT, host: HOST, backlog: BACKLOG });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  process.stdout.write(`${JSON.stringify({ event: "listening", name: "null-gateway", url })}\n`);
  if (!signal.aborted) await once(signal, "abort");
  return ExitCode.pass;
});
