import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FallenBarrier } from "../barrier/fallen_barrier.ts";
import { RUN_NAME } from "../names.ts";
import { Refusal } from "../refusal.ts";
import { fileDigest } from "./file_digest.ts";
import { PartFile } from "./part_file.ts";
import { BARRIER_FILE, PART_SUFFIX, readRunFolder } from "./run_folder.ts";
import type { RunRecord } from "./run_folder.ts";

/** What a store takes at most. */
export interface StoreLimits {
  readonly maxRuns: number;
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
}

/** A run as lists show it. */
export interface RunEntry {
  readonly run: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * The files of all runs: a folder for each run, whose files are whole. Names are those of
 * `names.ts`; whoever calls has checked them.
 *
 * It reads the disk once, when it is opened, and keeps count from then on. Bytes count as soon as they
 * come in, so that uploads at the same time don't exceed a limit together.
 */
export class FileStore {
  readonly #folder: string;
  readonly #limits: StoreLimits;
  readonly #runs: Map<string, RunRecord>;
  /** Files under way, as `run/name`. */
  readonly #arriving = new Set<string>();
  /** Runs whose folders are being removed. */
  readonly #leaving = new Set<string>();
  #bytes: number;

  private constructor(folder: string, limits: StoreLimits, runs: Map<string, RunRecord>) {
    this.#folder = folder;
    this.#limits = limits;
    this.#runs = runs;
    this.#bytes = [...runs.values()].reduce((sum, run) => sum + bytesOf(run), 0);
  }

  /**
   * Opens the store in `folder`, which is made if it isn't there, with what an earlier one has left.
   *
   * @throws {Error} if the folder can't be read or written
   */
  static async open(folder: string, limits: StoreLimits): Promise<FileStore> {
    await mkdir(folder, { recursive: true });
    // Fails at the start, and not at the end of the first run, where nothing can be written.
    const probe = join(folder, `.${randomUUID()}${PART_SUFFIX}`);
    await (await PartFile.create(probe)).discard();
    const runs = new Map<string, RunRecord>();
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || !RUN_NAME.test(entry.name)) continue;
      runs.set(entry.name, await readRunFolder(join(folder, entry.name)));
    }
    return new FileStore(folder, limits, runs);
  }

  /** Bytes of all files, those under way included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Files that are whole. */
  get files(): number {
    return [...this.#runs.values()].reduce((sum, { files }) => sum + files.size, 0);
  }

  /** All runs by name. */
  list(): RunEntry[] {
    return [...this.#runs]
      .map(([run, record]) => ({ run, files: record.files.size, bytes: bytesOf(record) }))
      .sort((a, b) => a.run < b.run ? -1 : 1);
  }

  /** The files of a run by name: none of one that isn't there, which may come. */
  listFiles(run: string): { name: string; bytes: number }[] {
    return [...this.#runs.get(run)?.files ?? []]
      .map(([name, bytes]) => ({ name, bytes }))
      .sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** Where a file is; undefined where there is none. */
  pathOf(run: string, name: string): string | undefined {
    return this.#runs.get(run)?.files.has(name) ? join(this.#folder, run, name) : undefined;
  }

  /** The barrier of a run that has fallen. */
  barrierOf(run: string): FallenBarrier | undefined {
    return this.#runs.get(run)?.barrier;
  }

  /** Keeps the barrier of a run that has fallen. */
  async keepBarrier(run: string, barrier: FallenBarrier): Promise<void> {
    const key = `${run}/${BARRIER_FILE}`;
    this.#arriving.add(key);
    let part: PartFile | undefined;
    try {
      const record = await this.#recordOf(run);
      part = await this.#createPart(run);
      await part.write(new TextEncoder().encode(`${JSON.stringify(barrier)}\n`));
      await part.finish();
      await part.rename(join(this.#folder, run, BARRIER_FILE));
      record.barrier = barrier;
    } finally {
      await part?.discard();
      this.#arriving.delete(key);
    }
  }

  /**
   * Takes a file, whole or not at all.
   *
   * @returns `equal` if it was here before
   * @throws {Refusal} if it is over a limit, or another one of that name is here or under way
   */
  async put(
    run: string,
    name: string,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<"stored" | "equal"> {
    const key = `${run}/${name}`;
    if (this.#arriving.has(key)) {
      throw new Refusal(503, `Expected ${name} once, got it while it is still coming in`);
    }
    this.#arriving.add(key);
    let taken = 0;
    let isKept = false;
    let part: PartFile | undefined;
    try {
      const record = await this.#recordOf(run);
      part = await this.#createPart(run);
      for await (const chunk of chunks) {
        taken += chunk.length;
        this.#bytes += chunk.length;
        this.#checkBytes(name, taken);
        await part.write(chunk);
      }
      const digest = await part.finish();
      if (record.files.has(name)) return await this.#compare(run, name, digest);
      this.#checkFiles(record, name);
      await part.rename(join(this.#folder, run, name));
      record.files.set(name, part.bytes);
      isKept = true;
      return "stored";
    } finally {
      if (!isKept) this.#bytes -= taken;
      await part?.discard();
      this.#arriving.delete(key);
    }
  }

  /**
   * Deletes a run with all of its files; until that is done nothing is taken for it.
   *
   * @returns false where there is none
   * @throws {Refusal} while files of it are coming in
   */
  async delete(run: string): Promise<boolean> {
    const record = this.#runs.get(run);
    if (record === undefined || this.#leaving.has(run)) return false;
    if ([...this.#arriving].some((key) => key.startsWith(`${run}/`))) {
      throw new Refusal(409, `Expected a run at rest, but files of ${run} are coming in`);
    }
    this.#leaving.add(run);
    try {
      await rm(join(this.#folder, run), { recursive: true, force: true });
      this.#runs.delete(run);
      this.#bytes -= bytesOf(record);
    } finally {
      this.#leaving.delete(run);
    }
    return true;
  }

  /** The record of a run that something is written to; a new one, with its folder, if need be. */
  async #recordOf(run: string): Promise<RunRecord> {
    if (this.#leaving.has(run)) {
      throw new Refusal(503, `Expected a run at rest, but ${run} is being deleted: come again`);
    }
    const known = this.#runs.get(run);
    const { maxRuns } = this.#limits;
    if (known === undefined && this.#runs.size >= maxRuns) {
      throw new Refusal(507, `Expected at most ${maxRuns} runs, got one more: delete some`);
    }
    const record = known ?? { files: new Map(), barrier: undefined };
    this.#runs.set(run, record);
    try {
      // Of a known run too: whoever made it known may still be making its folder.
      await mkdir(join(this.#folder, run), { recursive: true });
    } catch (error) {
      if (known === undefined) this.#runs.delete(run);
      throw error;
    }
    return record;
  }

  #createPart(run: string): Promise<PartFile> {
    return PartFile.create(join(this.#folder, run, `.${randomUUID()}${PART_SUFFIX}`));
  }

  #checkBytes(name: string, bytes: number): void {
    const { maxFileBytes, maxTotalBytes } = this.#limits;
    if (bytes > maxFileBytes) {
      throw new Refusal(413, `Expected ${name} of at most ${maxFileBytes} bytes, got more`);
    }
    if (this.#bytes > maxTotalBytes) {
      const text = `Expected at most ${maxTotalBytes} bytes in all, got more with ${name}`;
      throw new Refusal(507, `${text}: delete runs`);
    }
  }

  #checkFiles({ files }: RunRecord, name: string): void {
    const { maxFiles } = this.#limits;
    if (files.size < maxFiles) return;
    throw new Refusal(507, `Expected at most ${maxFiles} files of a run, got one more, ${name}`);
  }

  async #compare(run: string, name: string, digest: string): Promise<"equal"> {
    if (await fileDigest(join(this.#folder, run, name)) === digest) return "equal";
    throw new Refusal(409, `Expected ${name} as it is here already, got another one`);
  }
}

function bytesOf({ files }: RunRecord): number {
  return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}
