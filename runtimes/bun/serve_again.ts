import { closeSync, openSync } from "node:fs";
import type { Gateway } from "@stt-bench/gateway";

/** How often it is looked whether there is a file descriptor left; that takes 10 µs. */
const LOOK_INTERVAL_MS = 100;

/** What can always be opened, unless no descriptor is left. */
const ANY_FILE = "/dev/null";

/** A server of `Bun.serve`, as far as it matters here. */
type Server = Pick<Bun.Server<unknown>, "port" | "stop">;

/**
 * Serves with `serve`, and does not listen while no file descriptor is left: Bun 1.4 tells nobody that
 * it cannot accept a connection, and tries again at once, for ever, with all the time that it gets
 * (https://github.com/oven-sh/bun/pull/32705).
 * Until there are descriptors again the system refuses connections. Open connections go on.
 *
 * @param serve Listens on a port, a free one for 0.
 * @returns its port.
 * @throws the system's error when nobody can listen there at first.
 */
export function serveAgain(
  { connections }: Gateway,
  port: number,
  serve: (port: number) => Server,
): number {
  let server: Server | undefined = serve(port);
  const actualPort = server.port!;
  const look = () => {
    try {
      closeSync(openSync(ANY_FILE, "r"));
      server ??= serve(actualPort);
    } catch (error) {
      connections.turnAway(error instanceof Error ? error.message : String(error));
      server?.stop();
      server = undefined;
    }
  };
  setInterval(look, LOOK_INTERVAL_MS).unref();
  return actualPort;
}
