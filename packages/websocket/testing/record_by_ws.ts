import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { toHex } from "./encode_frame.ts";
import type { Recorded, Role } from "./recorded_connection.ts";

// The receiver of `ws`, which its package doesn't export, and of which Bun has only a stand-in.
const require = createRequire(import.meta.url);
const lib = join(dirname(require.resolve("ws/package.json")), "lib");
const Receiver: new (options: object) => Writable = require(join(lib, "receiver.js"));
const { kStatusCode }: { kStatusCode: symbol } = require(join(lib, "constants.js"));

/** What `ws` makes of `chunks`, told as our connection would. */
export async function recordByWs(
  role: Role,
  chunks: Iterable<Uint8Array>,
  maxMessageBytes: number,
): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  let isOver = false;
  const end = (event: "closed" | "failed", code: number) => {
    recorded.push(["sent close", code === 1005 ? undefined : code], [event, code]);
    isOver = true;
  };
  const receiver = new Receiver({ isServer: role === "server", maxPayload: maxMessageBytes });
  receiver.on("message", (data: Buffer, isBinary: boolean) => {
    recorded.push(isBinary ? ["binary", toHex(data)] : ["text", data.toString()]);
  });
  receiver.on("ping", (data: Buffer) => recorded.push(["sent", 10, toHex(data)]));
  receiver.on("pong", (data: Buffer) => recorded.push(["pong", toHex(data)]));
  receiver.on("conclude", (code: number) => end("closed", code));
  receiver.on("error", (error: Error & Record<symbol, number>) => {
    end("failed", error[kStatusCode]!);
  });
  for (const chunk of chunks) {
    if (isOver) break;
    const error = await new Promise((resolve) => receiver.write(Buffer.from(chunk), resolve));
    if (error && !isOver) await once(receiver, "error");
  }
  return recorded;
}
