import { StallTimer } from "./stall_timer.ts";

/** How {@linkcode fetchInto} fetches, and who hears of it. */
export interface FetchOptions {
  /** Gives up when nothing arrives for this long; 30 s if not given. */
  stallMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Called when bytes have been written. `totalBytes` is NaN when the server doesn't tell. */
  progress?(doneBytes: number, totalBytes: number): void;
}

/** How a fetch ended. `resumed`: the file's first part comes from an earlier one. */
export type FetchOutcome =
  | { readonly ok: true; readonly resumed: boolean }
  | { readonly ok: false; readonly receivedBytes: number; readonly problem: string };

/**
 * Fetches `url` into the file `path`; when it exists, only what is missing after its end (HTTP
 * Range, RFC 9110 §14). A server that ignores the range sends everything, and the file starts anew.
 */
export async function fetchInto(
  url: string,
  path: string,
  options: FetchOptions,
): Promise<FetchOutcome> {
  using stall = new StallTimer(options.stallMs ?? 30_000);
  using file = await Deno.open(path, { create: true, write: true });
  const signals = options.signal ? [stall.signal, options.signal] : [stall.signal];
  const startBytes = await file.seek(0, Deno.SeekMode.End);
  let receivedBytes = 0;
  try {
    const response = await request(url, startBytes, AbortSignal.any(signals));
    if (response.status === 200) await startAnew(file);
    const offsetBytes = response.status === 200 ? 0 : startBytes;
    const totalBytes = offsetBytes + Number(response.headers.get("content-length") ?? NaN);
    for await (const chunk of response.body ?? []) {
      stall.restart();
      await writeAll(file, chunk);
      receivedBytes += chunk.length;
      options.progress?.(offsetBytes + receivedBytes, totalBytes);
    }
    return { ok: true, resumed: offsetBytes > 0 };
  } catch (error) {
    return { ok: false, receivedBytes, problem: describe(url, receivedBytes, error) };
  }
}

/** Resolves to an answer with status 200, 206, or 416 without its body. */
async function request(url: string, startBytes: number, signal: AbortSignal): Promise<Response> {
  // A transfer coding would make the range count other bytes than the file's.
  const headers = new Headers({ "accept-encoding": "identity" });
  if (startBytes > 0) headers.set("range", `bytes=${startBytes}-`);
  const response = await fetch(url, { headers, signal });
  if (response.status === 200 || response.status === 206) return response;
  await response.body?.cancel();
  // 416: nothing is missing after the file's end; the checksum decides whether it is whole.
  if (response.status === 416) return new Response(null, { status: 416 });
  throw new Error(`expected status 200, got ${response.status}`);
}

async function startAnew(file: Deno.FsFile): Promise<void> {
  await file.truncate();
  await file.seek(0, Deno.SeekMode.Start);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += await file.write(bytes.subarray(written));
}

function describe(url: string, receivedBytes: number, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (receivedBytes > 0) {
    return `Cannot download ${url}: the connection broke after ${receivedBytes} bytes (${reason})`;
  }
  const isUnreachable = error instanceof TypeError;
  return `Cannot download ${url}: ${reason}${isUnreachable ? " – is this machine offline?" : ""}`;
}
