import { request } from "node:https";

/** An answer of the API server that is no success. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;

  constructor(method: string, path: string, status: number, body: string) {
    super(`Cannot ${method} ${path}: expected success, got ${status}: ${body.slice(0, 300)}`);
    this.status = status;
  }
}

// deno-lint-ignore no-explicit-any
export type Json = any;

const MERGE_PATCH = "application/merge-patch+json";
const TIMEOUT_MS = 20_000;

/** Talks to the API server of a test, which has made its certificate itself. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The answer as JSON. @throws {ApiError} unless it is a success. */
  async json(method: string, path: string, body?: Json): Promise<Json> {
    return JSON.parse(await this.text(method, path, body));
  }

  /** The answer as text; a PATCH is a merge patch (RFC 7396). */
  text(method: string, path: string, body?: Json): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      ...(body === undefined
        ? {}
        : { "content-type": method === "PATCH" ? MERGE_PATCH : "application/json" }),
    };
    return new Promise((resolve, reject) => {
      const call = request(
        new URL(path, this.#url),
        { method, headers, rejectUnauthorized: false, timeout: TIMEOUT_MS },
        (response) => {
          const chunks: string[] = [];
          response.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
          response.on("error", reject).on("end", () => {
            const text = chunks.join("");
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) resolve(text);
            else reject(new ApiError(method, path, status, text));
          });
        },
      );
      call.on("timeout", () => call.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
