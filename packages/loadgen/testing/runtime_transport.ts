import { bunTransport } from "../transport/bun_transport.ts";
import type { BunConnect } from "../transport/bun_transport.ts";
import { nodeTransport } from "../transport/node_transport.ts";
import type { Transport } from "../transport/transport.ts";

/** The transport that the program uses on the runtime that the test runs on. */
export function runtimeTransport(): Transport {
  const bun: { connect: BunConnect } | undefined = Reflect.get(globalThis, "Bun");
  return bun === undefined ? nodeTransport : bunTransport(bun.connect);
}
