/**
 * Stands for the collector: a barrier and files in memory, over the same HTTP. It has none of the
 * real one's bounds.
 */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import process from "node:process";

const START_IN_MS = 1500;
const runs = new Map<string, Map<string, string>>();
const waiting = new Map<string, Map<number, ServerResponse>>();

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url!, "http://collector");
  if (pathname === "/ready" || pathname === "/health") return void response.end("ok\n");
  const [, run, kind, name] = /^\/runs\/([^/]+)\/(files|shards)(?:\/(.+))?$/.exec(pathname) ?? [];
  if (run === undefined) return void response.writeHead(404).end();
  if (kind === "shards") return arrive(run, Number(name), Number(searchParams.get("of")), response);
  const files = runs.get(run) ?? new Map<string, string>();
  runs.set(run, files);
  if (request.method === "PUT") {
    files.set(name!, await textOf(request));
    return void response.writeHead(201).end();
  }
  if (name === undefined) {
    const list = [...files].map(([name, { length }]) => ({ name, bytes: length }));
    return void response.end(JSON.stringify({ files: list }));
  }
  const text = files.get(name);
  response.writeHead(text === undefined ? 404 : 200).end(text);
});

function arrive(run: string, index: number, of: number, response: ServerResponse): void {
  const shards = waiting.get(run) ?? new Map<number, ServerResponse>();
  waiting.set(run, shards.set(index, response));
  if (shards.size < of) return;
  const answer = JSON.stringify({ start_at_epoch_ms: Date.now() + START_IN_MS });
  for (const each of shards.values()) each.end(answer);
}

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request)).toString("utf8");
}

process.on("SIGTERM", () => process.exit(0));
server.listen(Number(process.env["PORT"]), process.env["HOST"]);
