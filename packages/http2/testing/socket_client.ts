import { connect } from "node:net";
import { ClientConnection, type ExchangeResult, type RequestLayout } from "../mod.ts";

/** What came of posting many bodies. */
export interface PostReport {
  /** The result of each body, in their order. */
  readonly results: readonly ExchangeResult[];
  /** Connections that it took. */
  readonly connections: number;
  /** How often a body was refused, and sent again. */
  readonly refusals: number;
  /** Why connections were gone before everything was answered. */
  readonly problems: readonly string[];
}

/**
 * Posts all `bodies` over one connection at a time, as many at a time as there is room for. Refused
 * ones are sent again, over another connection if need be.
 */
export async function postAll(
  url: string,
  layout: RequestLayout,
  bodies: readonly Uint8Array[],
): Promise<PostReport> {
  const results: ExchangeResult[] = [];
  const problems: string[] = [];
  const waiting = bodies.map((_, index) => index);
  let connections = 0;
  let refusals = 0;
  let left = bodies.length;
  while (left > 0) {
    connections++;
    const lost = await runConnection(url, layout, (connection) => {
      while (connection.hasRoom && waiting.length > 0) {
        const index = waiting.shift()!;
        post(connection, layout, bodies[index]!, (result) => {
          if (result.outcome === "refused") {
            refusals++;
            waiting.push(index);
          } else {
            results[index] = result;
            left--;
          }
        });
      }
      return left === 0;
    });
    if (left > 0) problems.push(lost);
  }
  return { results, connections, refusals, problems };
}

function post(
  connection: ClientConnection,
  layout: RequestLayout,
  body: Uint8Array,
  onEnd: (result: ExchangeResult) => void,
): void {
  const units = body.length / layout.unitBytes;
  const bytes = new Uint8Array(layout.byteLength(units));
  for (let unit = 0; unit < units; unit++) {
    const start = unit * layout.unitBytes;
    bytes.set(body.subarray(start, start + layout.unitBytes), layout.frameOffset(unit));
  }
  connection.post(bytes, units, {
    onEnd(result) {
      // Whoever reuses the memory too early spoils a request that is still on its way.
      bytes.fill(0x21);
      onEnd(result);
    },
  });
}

/** Runs one connection until `work` is done or the connection is over; resolves to why it is gone. */
function runConnection(
  url: string,
  layout: RequestLayout,
  work: (connection: ClientConnection) => boolean,
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let problem = "";
  const proceed = () => {
    if (work(connection) && connection.isReady) connection.close();
  };
  const connection = new ClientConnection({
    layout,
    events: {
      write(bytes) {
        // "drain" comes only after a write beyond the high-water mark: this asks after each.
        socket.write(bytes, () => {
          if (socket.writableLength > 0) return;
          connection.drained();
          proceed();
        });
        return socket.writableLength === 0;
      },
      room: proceed,
      gone: (reason) => problem = reason,
      over: () => socket.end(),
    },
  });
  socket.on("connect", () => connection.start());
  socket.on("data", (bytes: Uint8Array) => {
    connection.receive(bytes);
    proceed();
  });
  socket.on("error", (error) => connection.receiveEnd(error.message));
  socket.on("close", () => {
    connection.receiveEnd();
    resolve(problem);
  });
  return promise;
}
