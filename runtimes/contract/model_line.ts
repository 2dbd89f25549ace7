import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { freePort } from "@stt-bench/bench";

/** How long a gateway has to end a connection that has been ended from here. */
const FAREWELL_MS = 1000;

/** What becomes of a connection that a gateway opens. */
type Target = { readonly port: number } | "cut";

/**
 * The line between a gateway and its model: a TCP proxy in the middle, where a case counts the
 * connections, leads them elsewhere, cuts them or refuses them.
 */
export class ModelLine {
  /** The model's URL, as the gateway must know it. */
  readonly url: string;
  readonly #server: Server;
  readonly #port: number;
  /** The gateway's ends, with the model's; undefined where they are not joined. */
  readonly #links = new Map<Socket, Socket | undefined>();
  #target: Target;
  #connections = 0;

  private constructor(server: Server, target: Target) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#port = port;
    this.#target = target;
    this.url = `http://127.0.0.1:${port}`;
    server.on("connection", (socket) => this.#accept(socket));
    // A case that ends must not wait for it.
    server.unref();
  }

  /** A line to the model at `url`. */
  static async to(url: string): Promise<ModelLine> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(await freePort(), "127.0.0.1");
    await once(server, "listening");
    return new ModelLine(server, targetOf(url));
  }

  /** Connections that the gateway has opened so far. */
  get connections(): number {
    return this.#connections;
  }

  /** Ends all connections, and leads new ones to `url`; the gateway has seen the end by then. */
  async switchTo(url: string): Promise<void> {
    this.#target = targetOf(url);
    if (!this.#server.listening) await this.#listen();
    await Promise.all([...this.#links].map(([link, model]) => end(link, model)));
  }

  /** Cuts all connections, and each new one at once. */
  cut(): void {
    this.#target = "cut";
    for (const link of this.#links.keys()) link.destroy();
  }

  /** Cuts all connections, and refuses new ones. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const link of this.#links.keys()) link.destroy();
    await closed;
  }

  async #listen(): Promise<void> {
    const listening = once(this.#server, "listening");
    this.#server.listen(this.#port, "127.0.0.1");
    await listening;
  }

  #accept(link: Socket): void {
    this.#connections++;
    const model = this.#target === "cut"
      ? undefined
      : connect({ ...this.#target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    this.#links.set(link, model);
    link.on("close", () => this.#links.delete(link));
    link.on("error", () => {});
    if (model === undefined) link.destroy();
    else join(link, model);
  }
}

function targetOf(url: string): Target {
  return { port: Number(new URL(url).port) };
}

/** Lets `link` and `model` share their bytes and their end. */
function join(link: Socket, model: Socket): void {
  model.on("error", () => {});
  link.pipe(model).pipe(link);
  link.on("close", () => model.destroy());
  model.on("close", () => link.destroy());
}

async function end(link: Socket, model: Socket | undefined): Promise<void> {
  // Not `once`, which an error ends: a gateway may cut a flood just when we end it.
  const closed = new Promise((resolve) => link.once("close", resolve));
  const timer = setTimeout(() => link.destroy(), FAREWELL_MS);
  model?.unpipe(link);
  model?.removeAllListeners("close");
  model?.destroy();
  link.unpipe();
  link.end();
  link.resume();
  await closed;
  clearTimeout(timer);
}
