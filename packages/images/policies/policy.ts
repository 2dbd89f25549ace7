import type { Versions } from "@stt-bench/toolchain";
import type { Dockerfile } from "../dockerfile/parse_dockerfile.ts";

/** What a policy can ask about the world of a `Dockerfile`. */
export interface Surroundings {
  readonly versions: Versions;
  /** Whether the build context, without what `.dockerignore` leaves out, has anything at `path`. */
  readonly hasSource: (path: string) => boolean;
}

/** One thing that is wrong. */
export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  /** What was expected, and what came. */
  readonly text: string;
}

/** A rule for a `Dockerfile`. */
export interface Policy {
  readonly name: string;
  check(file: Dockerfile, surroundings: Surroundings): Problem[];
}
