import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { PodProcess } from "./pod_process.ts";

/** Where it listens, and the files that it proves itself with. */
export interface LogServerOptions {
  readonly host: string;
  readonly port: number;
  readonly cert: string;
  readonly key: string;
}

/**
 * The part of a kubelet's own API that `kubectl logs` goes through:
 * `GET /containerLogs/<namespace>/<pod>/<container>?follow=true&tailLines=20`.
 */
export class LogServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param find the process of a pod */
  static async listen(
    { host, port, cert, key }: LogServerOptions,
    find: (pod: string) => PodProcess | undefined,
  ): Promise<LogServer> {
    const tls = { cert: await readFile(cert), key: await readFile(key) };
    const server = createServer(tls, (request, response) => answer(request, response, find));
    const failed = Promise.withResolvers<void>();
    server.on("error", failed.reject);
    server.listen(port, host, failed.resolve);
    await failed.promise;
    return new LogServer(server);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

const END_CHECK_MS = 100;

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  find: (pod: string) => PodProcess | undefined,
): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "https://node");
  const [, pod] = /^\/containerLogs\/[^/]+\/([^/]+)\/[^/]+$/.exec(pathname) ?? [];
  const process = pod === undefined ? undefined : find(pod);
  if (process === undefined) {
    response.writeHead(404).end("no such pod\n");
    return;
  }
  response.writeHead(200, { "content-type": "text/plain" });
  const tail = Number(searchParams.get("tailLines") ?? Infinity);
  const write = (line: string) => response.write(`${line}\n`);
  process.lines.slice(-Math.min(tail, process.lines.length)).forEach(write);
  if (searchParams.get("follow") !== "true") {
    response.end();
    return;
  }
  const stop = process.listen(write);
  const timer = setInterval(() => {
    if (process.hasExited) response.end();
  }, END_CHECK_MS);
  response.on("close", () => {
    clearInterval(timer);
    stop();
  });
}
