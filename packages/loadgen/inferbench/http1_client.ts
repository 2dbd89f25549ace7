import * as http from "node:http";
import { connect } from "node:net";
import { connectFailure, judge, requestFailure, timeoutFailure } from "./inference_client.ts";
import type { InferenceClient, Outcome, RequestPlan } from "./inference_client.ts";

/** A pool of HTTP/1.1 connections, as many as requests are under way at once. */
export class Http1Client implements InferenceClient {
  readonly #plan: RequestPlan;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(plan: RequestPlan) {
    this.#plan = plan;
  }

  /** Opens a connection only to see that it can. */
  connect(): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const { hostname, port } = this.#plan.url;
    const host = hostname.replace(/^\[|\]$/g, "");
    const socket = connect({ host, port: Number(port || 80) });
    const timer = setTimeout(() => socket.destroy(), this.#plan.connectTimeoutMs);
    let broken: Error | undefined;
    socket.once("connect", () => {
      resolve(undefined);
      socket.destroy();
    });
    socket.on("error", (error) => broken = error);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(connectFailure(this.#plan, broken));
    });
    return promise;
  }

  post(): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const { url, path, headers, body, timeoutMs } = this.#plan;
    const options = { method: "POST", path, headers, agent: this.#agent };
    const request = http.request(url, options);
    const isConnecting = () => request.socket === null || request.socket.connecting;
    const connecting = setTimeout(() => {
      if (isConnecting()) request.destroy();
    }, this.#plan.connectTimeoutMs);
    const timer = setTimeout(() => {
      resolve(timeoutFailure(this.#plan));
      request.destroy();
    }, timeoutMs);
    let broken: Error | undefined;
    let neverConnected = true;
    request.on("socket", (socket) => {
      neverConnected = socket.connecting;
      socket.once("connect", () => neverConnected = false);
    });
    request.on("error", (error) => broken = error);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => text += piece);
      response.on("error", (error) => broken = error);
      response.on("end", () => resolve(judge(this.#plan, response.statusCode ?? 0, text)));
    });
    request.on("close", () => {
      clearTimeout(connecting);
      clearTimeout(timer);
      resolve(neverConnected ? connectFailure(this.#plan, broken) : requestFailure(broken));
    });
    request.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}
