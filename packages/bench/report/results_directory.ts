import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A folder for the files of one program: under a temporary name until all of it is there. */
export interface ResultsDirectory {
  /** Where to write now. */
  readonly temporaryPath: string;
  /** Gives it its name, `<UTC>-<name>`. @returns the path that it has then. */
  finish(): Promise<string>;
}

/** Makes a folder in `parent`, named after the time and `name`. */
export async function createResultsDirectory(
  parent: string,
  name: string,
  now: Date,
): Promise<ResultsDirectory> {
  await mkdir(parent, { recursive: true });
  return reopenResultsDirectory(await claim(join(parent, `${utcStamp(now)}-${name}`)));
}

/**
 * A folder that is there already, under its name or a temporary one, with a slash behind it or without,
 * as shells complete it.
 */
export function reopenResultsDirectory(path: string): ResultsDirectory {
  const temporaryPath = join(dirname(path), basename(path));
  const finalPath = temporaryPath.endsWith(SUFFIX)
    ? temporaryPath.slice(0, -SUFFIX.length)
    : temporaryPath;
  return {
    temporaryPath,
    async finish() {
      if (temporaryPath !== finalPath) await rename(temporaryPath, finalPath);
      return finalPath;
    },
  };
}

/** `2026-11-21T13-05-59Z`: sorts by time, and is a file name everywhere. */
function utcStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
}

const SUFFIX = ".partial";

/** Two programs may start in the same second: the later one gets a number. @returns the temporary path. */
async function claim(path: string): Promise<string> {
  for (let number = 1;; number++) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    if (existsSync(candidate)) continue;
    try {
      await mkdir(candidate + SUFFIX);
      return candidate + SUFFIX;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
