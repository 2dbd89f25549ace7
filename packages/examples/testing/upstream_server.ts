import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { computeAnswer } from "@stt-bench/protocol";
import { WebSocketServer } from "ws";
import type { RawData, WebSocket } from "ws";

/** A model behind a WebSocket, as the example `upstream` knows it. */
export interface UpstreamServer extends AsyncDisposable {
  readonly url: string;
  /** Connections that it has had. */
  readonly connections: number;
  /** What it does with the next batches, in place of an answer. */
  fault: ((client: WebSocket) => void) | undefined;
}

/** Starts one that answers with the words of the simulator. */
export async function startUpstreamServer(): Promise<UpstreamServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const state = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 0,
    fault: undefined as UpstreamServer["fault"],
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
  server.on("connection", (client) => {
    state.connections++;
    client.on("message", (data) => {
      if (state.fault !== undefined) state.fault(client);
      else client.send(answer(data));
    });
  });
  return state;
}

function answer(data: RawData): string {
  const bytes = new Uint8Array(data as Uint8Array).slice();
  const id = new DataView(bytes.buffer).getUint32(0);
  const { transcript } = computeAnswer(new Int16Array(bytes.slice(4).buffer), 4);
  return JSON.stringify({ id, text: transcript });
}
