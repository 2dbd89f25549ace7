import type { LimitsWanted } from "../limits/limited_group.ts";
import type { Conditions } from "./conditions.ts";

/** The limits that a gateway is held to; undefined for none. */
export function limitsOf(
  { cpuLimit, memoryLimitBytes }: Pick<Conditions, "cpuLimit" | "memoryLimitBytes">,
): LimitsWanted | undefined {
  if (cpuLimit === undefined && memoryLimitBytes === undefined) return undefined;
  return {
    ...(cpuLimit === undefined ? {} : { cpus: cpuLimit }),
    ...(memoryLimitBytes === undefined ? {} : { memoryBytes: memoryLimitBytes }),
  };
}
