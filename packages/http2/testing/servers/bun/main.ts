/**
 * Answers each POST with the length and the hash of its body, through Bun.serve.
 *
 * @module
 */
import { createHash } from "node:crypto";
import process from "node:process";

/** What is needed of Bun; its types are those of another package. */
declare const Bun: {
  serve(options: {
    hostname: string;
    port: number;
    http2: boolean;
    fetch(request: Request): Promise<Response>;
  }): { readonly port: number };
};

const { port } = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  http2: true,
  async fetch(request) {
    const body = new Uint8Array(await request.arrayBuffer());
    const sha256 = createHash("sha256").update(body).digest("hex");
    return Response.json({ bytes: body.length, sha256 });
  },
});
const url = `http://127.0.0.1:${port}`;
process.stdout.write(`${JSON.stringify({ event: "listening", name: "Bun.serve", url })}\n`);
process.stdin.on("end", () => process.exit()).resume();
