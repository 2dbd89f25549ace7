import type { Context, Env, Hono } from "hono";
import type { Refusal } from "./admission.ts";
import { METRICS_CONTENT_TYPE } from "./metrics.ts";

/** The process lives. */
export const HEALTH_PATH = "/health";
/** The gateway takes sessions. */
export const READY_PATH = "/ready";
/** What it has counted. */
export const METRICS_PATH = "/metrics";

/** Who knows how a gateway is. */
export interface StatusSource {
  /** Says why it takes no further session; undefined when it does. */
  refuseSession(): Refusal | undefined | Promise<Refusal | undefined>;
  /** Its metrics as text. */
  scrape(): Promise<string>;
}

/** Adds `/health`, `/ready` and `/metrics`, answered by `source`, to `app`. */
export function addStatusRoutes<E extends Env>(app: Hono<E>, source: StatusSource): void {
  app.get(HEALTH_PATH, (c) => c.text("ok\n"));
  app.get(READY_PATH, async (c) => {
    const refusal = await source.refuseSession();
    return refusal ? refuse(c, refusal) : c.text("ready\n");
  });
  app.get(METRICS_PATH, async (c) => {
    return c.body(await source.scrape(), 200, { "content-type": METRICS_CONTENT_TYPE });
  });
}

/** Answers 405 to each request for `paths` that no route has taken. */
export function allowOnlyGet<E extends Env>(app: Hono<E>, paths: readonly string[]): void {
  for (const path of paths) {
    app.all(
      path,
      (c) => c.text(`Expected GET, got ${c.req.method}\n`, 405, { allow: "GET, HEAD" }),
    );
  }
}

/** The response that `refusal` asks for. */
export function refuse(c: Context, { status, headers, message }: Refusal): Response {
  return c.text(`${message}\n`, status, { ...headers });
}
