import type { ReportTarget } from "../model/report_target.ts";

/** A gateway's hue: that of its runtime, or one of those for gateways that aren't ours. */
export type Hue = "deno" | "node" | "bun" | "other1" | "other2" | "other3";

/**
 * How a gateway is told from others, in each chart alike: the runtime is the hue, and the kind of sockets
 * the pattern, so that a print in grey and eyes that see few colours tell them apart, too. It is the same
 * with any number of workers.
 */
export interface TargetStyle {
  readonly hue: Hue;
  /** `plain`: native. `hatched`: tuned. `dotted`: tuned in parts. `checked`: a reactor. */
  readonly pattern: "plain" | "hatched" | "dotted" | "checked";
}

const OTHERS = ["other1", "other2", "other3"] as const;

/** Of gateways that aren't ours patterns say nothing, but that there are more of them than hues. */
const OTHER_PATTERNS = ["plain", "hatched", "dotted", "checked"] as const;

/** The style of one of `targets`, which are those of a set. */
export function targetStyle(label: string, targets: readonly ReportTarget[]): TargetStyle {
  const target = targets.find((target) => target.label === label);
  if (target?.runtime) return { hue: target.runtime, pattern: patternOf(target) };
  const others = targets.filter(({ runtime }) => runtime === null);
  const at = Math.max(0, others.findIndex((other) => other.label === label));
  const round = Math.floor(at / OTHERS.length);
  return {
    hue: OTHERS[at % OTHERS.length]!,
    pattern: OTHER_PATTERNS[round % OTHER_PATTERNS.length]!,
  };
}

const PATTERNS = { native: "plain", tuned: "hatched", reactor: "checked" } as const;

function patternOf({ variant, sockets }: ReportTarget): TargetStyle["pattern"] {
  // `deno+tuned-client`, `deno-tuned+fetch`: one of both is tuned.
  if (variant?.includes("+")) return "dotted";
  return PATTERNS[sockets];
}
