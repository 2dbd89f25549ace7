import type { TargetStyle } from "../target_style.ts";
import type { Axis } from "./axis.ts";

/** A value of a row. */
export interface RangeValue {
  readonly value: number;
  /**
   * `main`: what is judged. `side`: what stands beside it. `reference`: what it would ideally be.
   * `doubtful`: of runs that don't count.
   */
  readonly tone: "main" | "side" | "reference" | "doubtful";
  /** What a tooltip calls it: `p99`. */
  readonly name: string;
}

/** The values of one gateway, joined by a line. */
export interface RangeRow {
  readonly label: string;
  readonly style: TargetStyle;
  readonly values: readonly RangeValue[];
}

/** A row for each gateway with several values on it. */
export interface RangesDrawing {
  readonly type: "ranges";
  readonly x: Axis;
  readonly rows: readonly RangeRow[];
  /** A line across all rows. */
  readonly limit?: { readonly value: number; readonly text: string };
}
