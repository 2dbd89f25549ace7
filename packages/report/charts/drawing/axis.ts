/** A scale that is drawn along an edge. */
export interface Axis {
  /** What it counts and in which unit: `CPU per session and second (µs)`. */
  readonly name: string;
  readonly scale: "linear" | "log";
  readonly min?: number;
  readonly max?: number;
  /** Where its values are written: each so much. */
  readonly step?: number;
  /** Its values are shares (0 … 1) and written in percent. */
  readonly isShare?: boolean;
}
