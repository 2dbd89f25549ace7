import { readFile } from "node:fs/promises";
import { Hono } from "hono";

/** What the page is made of. */
const FILE = /^[a-z_]+\.(?<extension>html|css|js)$/;

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** The page loads what is here, and nothing from elsewhere. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
};

/** Answers with the files of the page, and with the events that `openFeed` opens, at `/events`. */
export function createPageApp(openFeed: () => ReadableStream<Uint8Array>): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  });
  app.get("/events", (c) => c.body(openFeed(), 200, { "content-type": "text/event-stream" }));
  app.get("/:name?", async (c) => {
    const name = c.req.param("name") ?? "index.html";
    const extension = FILE.exec(name)?.groups?.["extension"];
    if (extension === undefined) return c.notFound();
    try {
      const text = await readFile(new URL(`./browser/${name}`, import.meta.url), "utf8");
      return c.body(text, 200, { "content-type": types[extension]! });
    } catch {
      return c.notFound();
    }
  });
  return app;
}
