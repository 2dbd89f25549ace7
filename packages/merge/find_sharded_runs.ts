import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The files of one shard. */
export interface ShardPaths {
  readonly summary: string;
  readonly histograms: string;
  /** Missing where none was kept. */
  readonly samples?: string;
}

/** The files of the shards of one run that are there. */
export interface ShardedRun {
  readonly shards: readonly ShardPaths[];
}

const SUMMARY = /^(?<name>.+)\.shard-\d+-of-(?<count>\d+)\.summary\.json$/;

/**
 * Finds the shards in `paths`: folders, or summaries of shards. Those whose names are alike but for
 * the shard's index are one run.
 *
 * @throws {Error} when a path is not there or has no shard, or a shard lacks its histograms.
 */
export async function findShardedRuns(paths: readonly string[]): Promise<readonly ShardedRun[]> {
  const found = (await Promise.all(paths.map(findShards))).flat();
  const runs = Map.groupBy(found, ({ run }) => run);
  return [...runs.values()].map((shards) => ({ shards: shards.map(({ paths }) => paths) }));
}

interface FoundShard {
  /** What the names of its run's shards have in common, e.g. `bun-500s-3w-10m-r1 of 3`. */
  readonly run: string;
  readonly paths: ShardPaths;
}

async function findShards(path: string): Promise<FoundShard[]> {
  const isFolder = await isDirectory(path);
  const folder = isFolder ? path : dirname(path);
  const names = await readdir(folder);
  const own = isFolder ? names : [basename(path)];
  const shards = own.flatMap((name) => {
    const { name: run, count } = SUMMARY.exec(name)?.groups ?? {};
    return run === undefined ? [] : [{ run: `${run} of ${count}`, name }];
  });
  if (shards.length === 0) {
    throw new Error(
      `Cannot merge ${path}: expected files *.shard-<i>-of-<n>.summary.json, got ` +
        (isFolder ? `${names.length} others` : "another"),
    );
  }
  return shards.map(({ run, name }) => ({ run, paths: pathsOf(folder, name, names) }));
}

function pathsOf(folder: string, summary: string, names: readonly string[]): ShardPaths {
  const file = (kind: string) => summary.replace(/summary\.json$/, kind);
  const [histograms, samples] = [file("histograms.json"), file("samples.csv")];
  if (!names.includes(histograms)) {
    throw new Error(
      `Cannot merge ${join(folder, summary)}: expected ${histograms} beside it, got none`,
    );
  }
  return {
    summary: join(folder, summary),
    histograms: join(folder, histograms),
    ...(names.includes(samples) && { samples: join(folder, samples) }),
  };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot merge ${path}: expected a folder or a file of results, got ${code}`);
  }
}
