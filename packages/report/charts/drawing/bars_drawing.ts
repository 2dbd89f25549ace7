import type { TargetStyle } from "../target_style.ts";
import type { Axis } from "./axis.ts";

/** A piece of a bar, drawn behind the one before it. */
export interface BarPart {
  /** Its length. */
  readonly value: number;
  /** How strong it is: what counts, the second part of it, or what nobody knows. */
  readonly tone: "full" | "light" | "open";
}

/** A single value on a bar. */
export interface BarMark {
  readonly value: number;
  readonly kind: "fail" | "borderline";
}

/** The bar of one gateway. */
export interface Bar {
  readonly label: string;
  readonly style: TargetStyle;
  readonly parts: readonly BarPart[];
  /** Least and most of the whole bar's value, over several runs. */
  readonly spread?: readonly [min: number, max: number];
  readonly marks: readonly BarMark[];
  /** Written behind it. */
  readonly text: string;
}

/** Lying bars, one for each gateway. */
export interface BarsDrawing {
  readonly type: "bars";
  /** From 0 on. */
  readonly x: Pick<Axis, "name" | "scale">;
  readonly bars: readonly Bar[];
}
