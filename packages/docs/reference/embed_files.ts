import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";

/** A file of ours that a page shows: `<!-- begin: path.ts -->` to `<!-- end: path.ts -->`. */
const MARKED = /(<!-- begin: (\S+\.ts) -->\n)[^]*?(<!-- end: \2 -->)/g;

/**
 * Puts the files that a page shows between their markers, as they stand now.
 *
 * @throws {Error} for a file that isn't there.
 */
export async function embedFiles(page: string): Promise<string> {
  const paths = new Set([...page.matchAll(MARKED)].map(([, , path]) => path!));
  const codes = new Map(
    await Promise.all(
      [...paths].map(async (path) => [path, await readFile(join(root, path), "utf8")] as const),
    ),
  );
  return page.replaceAll(
    MARKED,
    (_, begin, path, end) => `${begin}\n\`\`\`ts\n${codes.get(path)!.trim()}\n\`\`\`\n\n${end}`,
  );
}
