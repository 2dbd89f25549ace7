import { open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { reasonOf } from "@stt-bench/program";
import type { PartialMessage } from "@stt-bench/protocol";
import { temporaryName } from "@stt-bench/results";

const HEADER = "sample_index,session_id,oldest_frame_seq,newest_frame_seq,frames,transcript," +
  "audio_bytes,newest_latency_ms,oldest_latency_ms,flush_lateness_ms,received_ms\n";

const FLUSH_CHARACTERS = 65_536;

/** Takes one row for each measured partial. */
export interface SampleWriter {
  write(
    session: number,
    partial: PartialMessage,
    newestMs: number,
    oldestMs: number,
    receivedMs: number,
  ): void;
}

/**
 * A CSV file with one row for each measured partial. It is written while the run goes on, under a
 * temporary name, and gets its own when it is whole.
 */
export class SamplesFile implements SampleWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  #rows = 0;
  #text = HEADER;
  #written: Promise<unknown> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Creates the temporary file.
   *
   * @throws {Error} if it can't be written
   */
  static async create(path: string): Promise<SamplesFile> {
    try {
      return new SamplesFile(path, await open(temporaryName(path), "w"));
    } catch (error) {
      throw new Error(`Cannot write ${path}: expected a folder to write, got ${reasonOf(error)}`);
    }
  }

  write(
    session: number,
    partial: PartialMessage,
    newestMs: number,
    oldestMs: number,
    receivedMs: number,
  ): void {
    const { oldest_frame_seq, newest_frame_seq, frames, transcript, audio_bytes } = partial;
    this.#text += `${this.#rows++},${session},${oldest_frame_seq},${newest_frame_seq},${frames},` +
      `${csvField(transcript)},${audio_bytes},${newestMs.toFixed(3)},${oldestMs.toFixed(3)},` +
      `${partial.flush_lateness_ms.toFixed(3)},${receivedMs.toFixed(3)}\n`;
    if (this.#text.length >= FLUSH_CHARACTERS) this.#flush();
  }

  /** Writes what is left and gives the file its name; rejects with the first error of any write. */
  async finish(): Promise<void> {
    this.#flush();
    const temporary = temporaryName(this.#path);
    try {
      await this.#written.finally(() => this.#file.close());
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Deletes it, with what was written. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(temporaryName(this.#path), { force: true });
  }

  #flush(): void {
    const text = this.#text;
    this.#text = "";
    this.#written = this.#written.then(() => this.#file.writeFile(text));
    this.#written.catch(() => {}); // reported by finish()
  }
}

/** A CSV field as RFC 4180 has it: in quotes where it needs them. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
