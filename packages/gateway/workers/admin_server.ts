import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { listeningUrl } from "../listening_url.ts";
import { addStatusRoutes, allowOnlyGet, forbidCaching } from "../status_routes.ts";
import type { StatusSource } from "../status_routes.ts";

/** `/health`, `/ready` and `/metrics` on a port of their own. */
export class AdminServer {
  /** Its base URL. */
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /**
   * Listens; {@linkcode answerWith} must follow at once.
   *
   * @throws the system's error, with its `code`, when it cannot.
   */
  static async listen(hostname: string, port: number): Promise<AdminServer> {
    const server = createServer().listen(port, hostname);
    await once(server, "listening");
    const { port: taken } = server.address() as AddressInfo;
    return new AdminServer(server, listeningUrl(hostname, taken));
  }

  /** Answers requests with what `source` knows. */
  answerWith(source: StatusSource): void {
    const app = createAdminApp(source);
    this.#server.on("request", async ({ method = "GET", url = "/" }, response) => {
      const { status, headers, body } = await respond(app, method, url);
      response.writeHead(status, headers).end(body);
    });
  }

  /** Listens no more, and cuts its connections. */
  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** The routes of the admin port; everything else is 404, or 405 where only the method is wrong. */
function createAdminApp(source: StatusSource): Hono {
  const app = new Hono();
  forbidCaching(app);
  addStatusRoutes(app, source);
  allowOnlyGet(app);
  return app;
}

async function respond(app: Hono, method: string, url: string) {
  const response = await answer(app, method, url);
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

/** The answer of `app`, or 400: Node parses more than a `Request` can be, a `TRACE` for example. */
async function answer(app: Hono, method: string, url: string): Promise<Response> {
  try {
    return await app.request(url, { method });
  } catch {
    const expected = "expected a method and a path that it can have, got others";
    return new Response(`Cannot read the request: ${expected}\n`, { status: 400 });
  }
}
