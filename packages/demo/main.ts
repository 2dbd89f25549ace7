/**
 * Serves the demo page, with a gateway and a simulator behind it. `--help` lists the flags.
 *
 * @module
 */
import { once } from "node:events";
import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { parseDemoOptions } from "./demo_options.ts";
import type { DemoOptions } from "./demo_options.ts";
import { openBrowser } from "./open_browser.ts";
import type { PageConfig } from "./page_config.ts";
import { createPageHandler } from "./page_handler.ts";
import { startBackend } from "./start_backend.ts";
import type { Backend } from "./start_backend.ts";

const HOST = "127.0.0.1";

await runProgram(async (signal) => {
  const options = parseDemoOptions(process.argv.slice(2));
  await using stack = new AsyncDisposableStack();
  const config = Promise.withResolvers<PageConfig>();
  const hosts = servePage(options.port, config.promise);
  const origins = hosts.map((host) => `http://${host}`);
  const backend = await startBackend(options, { origins, signal, stack, onLine: note });
  config.resolve(backend.config);
  announce(origins[0]!, backend, options);
  await Promise.race([backend.running, signal.aborted || once(signal, "abort")]);
  return ExitCode.interrupted;
});

/** Listens, and returns the hosts by which browsers know the page. */
function servePage(port: number, config: Promise<PageConfig>): readonly string[] {
  const hosts: string[] = [];
  const handle = createPageHandler(config, hosts);
  try {
    const server = Deno.serve({ hostname: HOST, port, onListen: () => {} }, handle);
    hosts.push(`${HOST}:${server.addr.port}`, `localhost:${server.addr.port}`);
    return hosts;
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(
      `Cannot serve the page: expected port ${port} to be free, but somebody listens there; ` +
        "--port 0 takes a free one",
    );
  }
}

function announce(url: string, backend: Backend, { json, open }: DemoOptions): void {
  const { pid, config: { gateway_url: gateway } } = backend;
  const text = json
    ? JSON.stringify({ event: "listening", name: "demo", url, gateway, pid })
    : [`page       ${url}`, ...backend.lines, "Ctrl-C ends everything."].join("\n");
  process.stdout.write(`${text}\n`);
  if (open) openBrowser(process.platform, url, note);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
