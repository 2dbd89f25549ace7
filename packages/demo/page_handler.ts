import { readFile } from "node:fs/promises";
import { askReadiness } from "./ask_readiness.ts";
import type { PageConfig } from "./page_config.ts";

/** What the page is made of; tests beside it aren't. */
const FILE = /^[a-z_]+\.(?<extension>html|css|js)$/;

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/**
 * Answers the requests of the page: its files, `/config.json`, and `/ready.json`, for which the gateway
 * is asked. Requests wait for `config`: the gateway must know the page's origin before it can start.
 *
 * A request that names another host than `hosts` is refused: it comes from a page elsewhere whose name
 * was made to point here (DNS rebinding), and it must not learn the token.
 */
export function createPageHandler(
  config: Promise<PageConfig>,
  hosts: readonly string[],
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, host } = new URL(request.url);
    if (!hosts.includes(host)) return text(421, `Expected one of ${hosts}, got ${host}`);
    if (request.method !== "GET") return text(405, `Expected GET, got ${request.method}`);
    const known = await config;
    switch (pathname) {
      case "/config.json":
        return Response.json(known, { headers: headers(known) });
      case "/ready.json":
        return Response.json(await askReadiness(known.gateway_url), { headers: headers(known) });
    }
    return await readPageFile(pathname === "/" ? "index.html" : pathname.slice(1), headers(known));
  };
}

async function readPageFile(name: string, headers: Record<string, string>): Promise<Response> {
  const extension = FILE.exec(name)?.groups?.["extension"];
  if (extension === undefined) return text(404, `Nothing at /${name}`);
  try {
    const body = await readFile(new URL(`./page/${name}`, import.meta.url), "utf8");
    return new Response(body, { headers: { ...headers, "content-type": types[extension]! } });
  } catch {
    return text(404, `Nothing at /${name}`);
  }
}

/** The page may load what is here and talk to its gateway: nothing of it can go anywhere else. */
function headers({ gateway_url }: PageConfig): Record<string, string> {
  const { protocol, hostname, origin } = new URL(gateway_url);
  // A policy can name every address but one of IPv6 (CSP 3 §2.3.1): then only how it is spoken to.
  const gateway = hostname.startsWith("[") ? protocol : origin;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src data:",
    `connect-src 'self' ${gateway}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
  };
}

function text(status: number, message: string): Response {
  return new Response(`${message}\n`, { status });
}
