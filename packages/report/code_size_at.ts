import { measureCodeSize } from "@stt-bench/code-size";
import type { CodeSize } from "@stt-bench/code-size";
import { readGitCommit, root } from "@stt-bench/toolchain";

/**
 * How much code the gateways of this checkout are; undefined unless it is at one of `commits`, as
 * elsewhere it says nothing of what was measured, and where it can't be counted.
 */
export async function codeSizeAt(commits: readonly string[]): Promise<CodeSize[] | undefined> {
  const here = await readGitCommit(root);
  if (here === null || !commits.includes(here.commit)) return undefined;
  return await measureCodeSize().catch(() => undefined);
}
