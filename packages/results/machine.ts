import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Strict schema of what a machine is, as far as results depend on it. */
export const Machine = v.strictObject({
  platform: v.string(),
  arch: v.string(),
  cpu_model: v.string(),
  cores: count,
  kernel: v.string(),
  memory_bytes: count,
});
