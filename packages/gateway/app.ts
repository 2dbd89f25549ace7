import { Hono } from "hono";
import type { Context } from "hono";
import { STT_PATH } from "@stt-bench/protocol";
import type { Refusal } from "./admission.ts";
import type { Gateway } from "./gateway.ts";
import { METRICS_CONTENT_TYPE, scrapeMetrics } from "./metrics.ts";

/** What an adapter hands to the routes with each request. */
export interface Bindings {
  /** Turns the request into a WebSocket; absent where that happens outside of the routes. */
  readonly upgrade?: () => Response;
}

/** The HTTP side of a gateway. */
export type GatewayApp = Hono<{ Bindings: Bindings }>;

const HEALTH_PATH = "/health";
const READY_PATH = "/ready";
const METRICS_PATH = "/metrics";

/** The routes of `gateway`; everything else is 404, or 405 where only the method is wrong. */
export function createApp(gateway: Gateway): GatewayApp {
  const app: GatewayApp = new Hono();
  app.get(HEALTH_PATH, (c) => c.text("ok\n"));
  app.get(READY_PATH, (c) => {
    const refusal = gateway.refuseSession();
    return refusal ? refuse(c, refusal) : c.text("ready\n");
  });
  app.get(METRICS_PATH, async (c) => {
    return c.body(await scrapeMetrics(gateway), 200, { "content-type": METRICS_CONTENT_TYPE });
  });
  app.get(STT_PATH, (c) => {
    const refusal = gateway.refuseUpgrade((name) => c.req.header(name));
    if (refusal) return refuse(c, refusal);
    return c.env.upgrade?.() ?? c.text("Expected a WebSocket upgrade\n", 400);
  });
  for (const path of [HEALTH_PATH, READY_PATH, METRICS_PATH, STT_PATH]) {
    app.all(
      path,
      (c) => c.text(`Expected GET, got ${c.req.method}\n`, 405, { allow: "GET, HEAD" }),
    );
  }
  app.onError((error, c) => {
    gateway.reportBug(error);
    return c.text("Internal error\n", 500);
  });
  app.notFound((c) => c.text(`Nothing here; sessions are at ${STT_PATH}\n`, 404));
  return app;
}

function refuse(c: Context, { status, headers, message }: Refusal): Response {
  return c.text(`${message}\n`, status, { ...headers });
}
