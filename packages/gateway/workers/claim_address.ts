import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Makes sure that nobody listens at an address: sockets that share a port let any other of the same
 * user in, so that a worker would never notice.
 *
 * @throws the system's error, with its `code`, when somebody does or this machine has no such address.
 */
export async function claimAddress(hostname: string, port: number): Promise<void> {
  const server = createServer();
  server.listen(port, hostname);
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
