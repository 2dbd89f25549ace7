import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a collector is asked, e.g. `PUT /runs/one/files/a`, with the body. */
export interface Asked {
  readonly line: string;
  readonly body: string;
}

/** A status and what becomes a JSON body; undefined leaves the request without an answer. */
export type Answer = readonly [status: number, body: unknown] | undefined;

/** Gives `use` the URL of a run at a server that answers as `answer` says, and all that it was asked. */
export async function withScriptedCollector(
  answer: (asked: Asked) => Answer,
  use: (url: string, asked: readonly Asked[]) => Promise<void>,
): Promise<void> {
  const all: Asked[] = [];
  const server = createServer((request, response) => {
    void readAsked(request).then((asked) => {
      all.push(asked);
      const [status, body] = answer(asked) ?? [];
      if (status !== undefined) response.writeHead(status).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/runs/one`, all);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const path = request.url?.split("?")[0];
  return { line: `${request.method} ${path}`, body: await text(request) };
}
