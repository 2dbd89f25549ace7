import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commit of a checkout. */
export interface GitCommit {
  readonly commit: string;
  /** Whether files differ from it. */
  readonly dirty: boolean;
}

/** The commit of the repository in `folder`; null where there is no git, or no repository. */
export async function readGitCommit(folder: string): Promise<GitCommit | null> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)("git", ["-C", folder, ...args])).stdout.trim();
  try {
    return {
      commit: await git("rev-parse", "HEAD"),
      dirty: await git("status", "--porcelain", "--untracked-files=no") !== "",
    };
  } catch {
    return null;
  }
}
