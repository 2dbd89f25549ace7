import type { Axis } from "./axis.ts";

/** A number as an axis shows it: `0.1`, `1500`, `12 000`, of a share `95 %`. */
export function formatTick(value: number, { isShare = false }: Pick<Axis, "isShare"> = {}): string {
  if (isShare) return `${Number((value * 100).toPrecision(4))} %`;
  const text = String(Number(value.toPrecision(6)));
  // A narrow space groups thousands, from five digits on.
  return value < 10_000 ? text : text.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
