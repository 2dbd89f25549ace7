import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** A file while it comes in, under a temporary name. Use it once. */
export class PartFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash("sha256");
  #bytes = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Creates it; there must be none of that name. */
  static async create(path: string): Promise<PartFile> {
    return new PartFile(path, await open(path, "wx"));
  }

  /** Bytes written. */
  get bytes(): number {
    return this.#bytes;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    await this.#handle.appendFile(chunk);
  }

  /** Brings it to the disk; nothing can be written any more. Returns its digest. */
  async finish(): Promise<string> {
    await this.#handle.sync();
    await this.#handle.close();
    return this.#hash.digest("hex");
  }

  /** Gives it its name. */
  async rename(path: string): Promise<void> {
    await rename(this.path, path);
  }

  /** Deletes it, if it still has the temporary name. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.path, { force: true });
  }
}
