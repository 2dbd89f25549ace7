import { byteSize, decimal } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";
import { CPU_LIMIT_RANGE } from "./cpu_bandwidth.ts";

/** No runtime starts in less: who asks for it has left out the unit. */
const MIN_MEMORY_BYTES = 16 * 2 ** 20;

/** The value of `--cpu-limit`: a fraction of a CPU, or several. */
export function cpuLimit(): Value<number> {
  return decimal(...CPU_LIMIT_RANGE);
}

/** The value of `--memory-limit`, e.g. `2GiB`, in bytes. */
export function memoryLimit(): Value<number> {
  return byteSize(MIN_MEMORY_BYTES);
}
