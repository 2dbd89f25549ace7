import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readResults, writeReport } from "@stt-bench/report";
import { writeFileAtomically } from "@stt-bench/results";
import { renderPublished } from "./page/render_published.ts";
import { replaceMarked } from "./page/replace_marked.ts";
import { SECTION } from "./page/section.ts";
import { createPublished } from "./published/create_published.ts";
import { PUBLISHED_FILE } from "./published/read_published.ts";

/**
 * Publishes folders of results: writes the committed file, the report with its charts, and the
 * README's tables. Nothing is written where a folder can't be published, or the README has no place.
 *
 * @param into the checkout
 * @returns the paths that were written, from there.
 * @throws {Error} that says what is wrong with the folders or the README.
 */
export async function publish(
  directories: readonly string[],
  into: string,
): Promise<readonly string[]> {
  const { sets } = await readResults(directories);
  const published = createPublished(sets);
  const readme = join(into, "README.md");
  const text = replaceMarked(await readFile(readme, "utf8"), SECTION, renderPublished(published));
  await mkdir(join(into, "docs/results"), { recursive: true });
  await writeReport({ directories, out: join(into, "docs/report") });
  const json = JSON.stringify(published, null, 2);
  await writeFileAtomically(join(into, PUBLISHED_FILE), `${json}\n`);
  await writeFileAtomically(readme, text);
  return [PUBLISHED_FILE, "docs/report/", "README.md"];
}
