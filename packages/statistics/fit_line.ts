import { meanOf } from "./moments.ts";
import { studentT95 } from "./student_t95.ts";

/** A point to draw a line through. */
export interface XY {
  readonly x: number;
  readonly y: number;
}

/** The slope of a line, in units of y per unit of x, and its 95 % interval. */
export interface SlopeEstimate {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/** Ordinary least squares through at least three points that differ in x. */
export function fitLine(points: readonly XY[]): SlopeEstimate {
  const meanX = meanOf(points.map(({ x }) => x));
  const meanY = meanOf(points.map(({ y }) => y));
  const sum = (of: (point: XY) => number) => points.reduce((total, point) => total + of(point), 0);
  const spreadX = sum(({ x }) => (x - meanX) ** 2);
  const slope = sum(({ x, y }) => (x - meanX) * (y - meanY)) / spreadX;
  const residuals = sum(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2);
  const degreesOfFreedom = points.length - 2;
  const standardError = Math.sqrt(residuals / degreesOfFreedom / spreadX);
  const halfWidth = studentT95(degreesOfFreedom) * standardError;
  return { slope, low: slope - halfWidth, high: slope + halfWidth };
}
