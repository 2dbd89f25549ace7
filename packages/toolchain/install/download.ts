import { integrityOf } from "./integrity.ts";
import { fetchInto } from "./fetch_into.ts";
import type { FetchOptions } from "./fetch_into.ts";

/** Attempts of one {@linkcode download}; each goes on where the one before it broke off. */
const maxAttempts = 5;

/** How a download is done, and who hears of it. */
export interface DownloadOptions extends FetchOptions {
  /** Called with a sentence that says what happens now. */
  step?(text: string): void;
}

/** What to download: where from, and the sha512 that it must have. */
export interface Source {
  readonly url: string;
  readonly integrity: string;
}

/**
 * Downloads `source` into `file`, and returns when its content is verified. A `file` that is already
 * there is the beginning of an earlier download, which goes on from its end. It stays when the
 * connection breaks, and is removed when its content is wrong.
 *
 * @throws {Error} that names the URL and the reason, or the wanted and the found checksum.
 */
export async function download(
  source: Source,
  file: string,
  options: DownloadOptions = {},
): Promise<void> {
  for (let attempt = 1;; attempt++) {
    const outcome = await fetchInto(source.url, file, options);
    options.signal?.throwIfAborted();
    if (!outcome.ok) {
      if (outcome.receivedBytes === 0 || attempt === maxAttempts) throw new Error(outcome.problem);
      options.step?.(`${outcome.problem}; going on from there`);
      continue;
    }
    const got = await integrityOf(file);
    if (got === source.integrity) return;
    await Deno.remove(file);
    if (!outcome.resumed || attempt === maxAttempts) throw mismatch(source, got);
    options.step?.("The part of an earlier download is corrupt; starting again");
  }
}

function mismatch(source: Source, got: string): Error {
  return new Error(`Cannot verify ${source.url}: expected ${source.integrity}, got ${got}`);
}
