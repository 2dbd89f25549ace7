import { Hono } from "hono";
import { STT_PATH } from "@stt-bench/protocol";
import type { AdmittedClient } from "./admission.ts";
import type { Gateway } from "./gateway.ts";
import {
  addStatusRoutes,
  allowOnlyGet,
  forbidCaching,
  METRICS_PATH,
  READY_PATH,
  refuse,
} from "./status_routes.ts";
import type { Remote } from "./trusted_proxies.ts";

/** What an adapter hands to the routes with each request. */
export interface Bindings {
  /** The other end of the request's connection. */
  readonly remote: Remote;
  /** Makes the request the WebSocket of `client`; absent where that happens outside of the routes. */
  readonly upgrade?: (client: AdmittedClient) => Response;
}

/** The HTTP side of a gateway. */
export type GatewayApp = Hono<{ Bindings: Bindings }>;

/** How long a worker waits for its parent. */
const PARENT_TIMEOUT_MS = 5000;

/**
 * The routes of `gateway`; everything else is 404, or 405 where only the method is wrong. `adminUrl`
 * answers `/ready` and `/metrics` where the gateway is one of several processes: a client cannot
 * choose which of them it reaches, and numbers of another one each time would be worth nothing.
 */
export function createApp(gateway: Gateway, adminUrl?: string): GatewayApp {
  const app: GatewayApp = new Hono();
  forbidCaching(app);
  if (adminUrl !== undefined) {
    for (const path of [READY_PATH, METRICS_PATH]) {
      app.get(path, () => askParent(new URL(path, adminUrl)));
    }
  }
  addStatusRoutes(app, gateway);
  app.get(STT_PATH, (c) => {
    const { remote, upgrade } = c.env;
    const { client, refusal } = gateway.admit({ header: (name) => c.req.header(name), remote });
    if (refusal) return refuse(c, refusal);
    // Hono takes a HEAD for a GET, and so would runtimes (RFC 6455 §4.2.1).
    const upgraded = c.req.method === "GET" ? upgrade?.(client) : undefined;
    return upgraded ?? c.text("Expected a WebSocket upgrade\n", 400);
  });
  allowOnlyGet(app, [STT_PATH]);
  app.onError((error, c) => {
    gateway.reportBug(error);
    return c.text("Internal error\n", 500);
  });
  app.notFound((c) => c.text(`Nothing here; sessions are at ${STT_PATH}\n`, 404));
  return app;
}

async function askParent(url: URL): Promise<Response> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PARENT_TIMEOUT_MS) });
    const { status } = response;
    return new Response(await response.text(), { status, headers: endToEnd(response.headers) });
  } catch {
    return new Response("The parent of this worker does not answer\n", { status: 503 });
  }
}

/** The headers that aren't about the connection between us and the parent. */
function endToEnd(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ["content-type", "retry-after"]) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}
