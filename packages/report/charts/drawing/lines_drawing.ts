import type { TargetStyle } from "../target_style.ts";
import type { Axis } from "./axis.ts";
import type { Range } from "./nice_range.ts";

/** A line of one gateway in one panel. */
export interface Line {
  readonly label: string;
  readonly style: TargetStyle;
  /** Ascending in x; a y of null leaves a gap. */
  readonly points: readonly (readonly [x: number, y: number | null])[];
}

/** A limit of the service level: a line across the panel, or a point that lines stay left of. */
export interface Limit {
  readonly text: string;
  readonly y: number;
  /** Set for a point. */
  readonly x?: number;
}

/** One of several pictures with the same axes. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly limits: readonly Limit[];
  /** What its axes show; by default what those of the drawing do. */
  readonly xRange?: Range;
  readonly yRange?: Range;
}

/** Small pictures side by side, with a line for each gateway in each. */
export interface LinesDrawing {
  readonly type: "lines";
  readonly x: Axis;
  readonly y: Axis;
  readonly panels: readonly Panel[];
  /** Whether each point is marked: where points are few, and what lies between them isn't known. */
  readonly hasMarks: boolean;
}
