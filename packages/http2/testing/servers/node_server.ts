/**
 * Answers each POST with the length and the hash of its body, through node:http2. `SETTINGS` are its
 * SETTINGS as JSON.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http2";
import type { ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import process from "node:process";

const server = createServer({ settings: JSON.parse(process.env["SETTINGS"] ?? "{}") });
server.on("stream", (anyStream) => {
  const stream = anyStream as ServerHttp2Stream;
  const hash = createHash("sha256");
  let bytes = 0;
  stream.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  stream.on("end", () => {
    const body = JSON.stringify({ bytes, sha256: hash.digest("hex") });
    stream.respond({ ":status": 200, "content-length": body.length });
    stream.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ event: "listening", name: "node:http2", url })}\n`);
});
process.stdin.on("end", () => process.exit()).resume();
