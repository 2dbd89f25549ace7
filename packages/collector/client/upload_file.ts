import * as v from "valibot";
import { answerOf } from "./answer_of.ts";
import { httpRequest } from "./http_request.ts";
import { retry } from "./retry.ts";
import type { Patience } from "./retry.ts";

const TIMEOUT_MS = 120_000;

/**
 * Uploads a file to a run; again, if need be, as it is the same file.
 *
 * @param url of the run, e.g. `http://collector:8080/runs/run-1`
 * @throws {CollectorError} if the collector refuses it or is away
 * @throws the reason of `signal` when it aborts
 */
export async function uploadFile(
  url: string,
  name: string,
  body: Uint8Array,
  patience: Patience,
): Promise<void> {
  const target = new URL(`${url}/files/${encodeURIComponent(name)}`);
  const what = `upload ${name} to ${url}`;
  const { signal } = patience;
  const request = { method: "PUT", url: target, body, timeoutMs: TIMEOUT_MS, signal } as const;
  await retry(what, async () => {
    answerOf(v.unknown(), what, await httpRequest(request));
  }, patience);
}
