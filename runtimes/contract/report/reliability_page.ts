import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { withUntested } from "../test_share.ts";
import { findGaps } from "./find_gaps.ts";
import { renderPage } from "./render_page.ts";
import type { VariantResults } from "./variant_results.ts";

/** The page that {@linkcode renderPage} is written to. */
export const reliabilityPage: string = fileURLToPath(
  new URL("../RELIABILITY.md", import.meta.url),
);

/** What a page says of results: `unknown` where these are not of everything, with what they lack. */
export type Comparison =
  | { readonly verdict: "same" }
  | {
    readonly verdict: "differs";
    readonly line: number;
    readonly seen: string;
    readonly said: string;
  }
  | { readonly verdict: "unknown"; readonly gaps: readonly string[] };

/** Does the page say what `results` say, and what is documented of cases that tests leave to others? */
export async function comparePage(
  results: readonly VariantResults[],
  path: string = reliabilityPage,
): Promise<Comparison> {
  const all = results.map(withUntested);
  const gaps = findGaps(all);
  if (gaps.length > 0) return { verdict: "unknown", gaps };
  const said = (await readFile(path, "utf8").catch(() => "")).split("\n");
  const seen = renderPage(all).split("\n");
  const line = Array.from({ length: Math.max(said.length, seen.length) }, (_, index) => index)
    .find((index) => said[index] !== seen[index]);
  if (line === undefined) return { verdict: "same" };
  return { verdict: "differs", line: line + 1, seen: seen[line] ?? "", said: said[line] ?? "" };
}

/**
 * Writes the page.
 *
 * @throws {Error} when `results` are not of everything.
 */
export async function writePage(
  results: readonly VariantResults[],
  path: string = reliabilityPage,
): Promise<void> {
  const gaps = findGaps(results);
  if (gaps.length > 0) {
    throw new Error(
      [`Cannot write ${path}: expected every case to pass or to fail as documented, got`, ...gaps]
        .join("\n  "),
    );
  }
  await writeFile(path, renderPage(results));
}
