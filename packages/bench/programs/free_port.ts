import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below them lie ports of well-known services. */
const FIRST = 10_240;

/** From here on Linux numbers the near ends of connections (`ip_local_port_range`). */
const END = 32_768;

const ATTEMPTS = 100;

/**
 * A TCP port of the loopback address on which nobody listens now. Nor does a connection get it by
 * chance, as it gets one that listening on port 0 yields: it can be given up and taken again.
 *
 * @throws {Error} when none of many is free.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
  throw new Error(`Expected a free port from ${FIRST} to ${END - 1}, got none in ${ATTEMPTS}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
