import type { Manifest } from "../release/manifest.ts";
import type { Release } from "../release/release.ts";

/** One thing that is wrong. */
export interface Problem {
  readonly manifest: Manifest;
  /** What was expected, and what came. */
  readonly text: string;
}

/** A rule for what the chart makes. */
export interface Policy {
  readonly name: string;
  check(release: Release): Problem[];
}

/** A {@linkcode Problem} unless `holds`: `expected <expected>, got <got>`. */
export function expectThat(
  manifest: Manifest,
  holds: boolean,
  expected: string,
  got: unknown,
): Problem[] {
  if (holds) return [];
  const text = typeof got === "string" ? got : JSON.stringify(got) ?? "none";
  return [{ manifest, text: `expected ${expected}, got ${text}` }];
}
