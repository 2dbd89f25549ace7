import type { Context, Env, Hono } from "hono";
import type { Refusal } from "./admission.ts";
import { METRICS_CONTENT_TYPE } from "./metrics.ts";

/**
 * Is the event loop alive? Then 200, also while the gateway is full or drains: for Kubernetes'
 * `livenessProbe`, which restarts what does not answer. With it every session would be lost, so
 * nothing else is asked: not the model, which a restart doesn't mend, and of several processes only
 * the one that answers, as their parent replaces each that has ended.
 */
export const HEALTH_PATH = "/health";

/**
 * Does the gateway take sessions? Then 200; 503 and why while it is full, drains or holds too much
 * memory: for the `readinessProbe`, which sends no new clients to what isn't ready. Those that have a
 * session keep it. The model isn't asked: when it is away it is so for every gateway, and clients had
 * better be told by `error` messages than be left without anybody to talk to.
 */
export const READY_PATH = "/ready";

/** What it has counted, for Prometheus. */
export const METRICS_PATH = "/metrics";

const STATUS_PATHS = [HEALTH_PATH, READY_PATH, METRICS_PATH];

/** Who knows how a gateway is. */
export interface StatusSource {
  /** Says why it takes no further session; undefined when it does. */
  refuseSession(): Refusal | undefined | Promise<Refusal | undefined>;
  /** Its metrics as text. */
  scrape(): Promise<string>;
}

/** Forbids caches to keep any answer of these routes; must come before them. */
export function forbidCaching<E extends Env>(app: Hono<E>): void {
  for (const path of STATUS_PATHS) {
    app.use(path, async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    });
  }
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

/** Answers 405 to each request for a path of these routes, or `others`, that no route has taken. */
export function allowOnlyGet<E extends Env>(app: Hono<E>, others: readonly string[] = []): void {
  for (const path of [...STATUS_PATHS, ...others]) {
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
