import type { TargetStyle } from "../target_style.ts";
import type { Axis } from "./axis.ts";

/** A gateway in the plane. */
export interface LabelledPoint {
  readonly label: string;
  readonly style: TargetStyle;
  readonly x: number;
  readonly y: number;
}

/** A point for each gateway, with its name beside it. */
export interface PointsDrawing {
  readonly type: "points";
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly LabelledPoint[];
}
