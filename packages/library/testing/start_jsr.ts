import type { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A stand-in for JSR on loopback, which has no package yet and takes every one. */
export interface Jsr extends AsyncDisposable {
  /** For `deno publish`: sends everything here. */
  readonly env: Readonly<Record<string, string>>;
  /** The tarballs that came, by `scope/packages/name`. */
  readonly tarballs: ReadonlyMap<string, Buffer>;
}

/** Starts the stand-in. */
export async function startJsr(): Promise<Jsr> {
  const tarballs = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, tarballs);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    env: { JSR_URL: `http://127.0.0.1:${port}` },
    tarballs,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** What JSR's API answers, as far as `deno publish` (2.9) asks. */
async function answer(
  request: IncomingMessage,
  tarballs: Map<string, Buffer>,
): Promise<{ status: number; body: unknown }> {
  const [, name, version] = /^\/api\/scopes\/([^?]+?)(\/versions\/[^?]+)?(?:\?|$)/
    .exec(request.url ?? "") ?? [];
  if (name === undefined) return { status: 404, body: { code: "notFound", message: "no" } };
  if (version === undefined) return { status: 200, body: { scope: "", name: "" } };
  if (request.method === "GET") {
    return { status: 404, body: { code: "packageVersionNotFound", message: "no" } };
  }
  tarballs.set(name, await buffer(request));
  return { status: 200, body: { id: crypto.randomUUID(), status: "success", error: null } };
}
