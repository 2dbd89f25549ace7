import type { Deployment } from "./objects.ts";
import { parseQuantity } from "./quantity.ts";

/** CPUs and bytes that all containers of a Deployment's pod may use; null where one is not limited. */
export function limitsOf(
  { spec: { template: { spec: { containers } } } }: Deployment,
): { readonly cpus: number | null; readonly memoryBytes: number | null } {
  const sum = (name: string) => {
    const each = containers.map(({ resources }) => parseQuantity(resources.limits[name]));
    return each.includes(null) ? null : each.reduce<number>((total, part) => total + part!, 0);
  };
  const bytes = sum("memory");
  // 0.3Gi is no whole number of bytes.
  return { cpus: sum("cpu"), memoryBytes: bytes === null ? null : Math.round(bytes) };
}

/** The value of a variable of a Deployment's pod, where it stands in the Deployment itself. */
export function variableOf(
  { spec: { template: { spec: { containers } } } }: Deployment,
  name: string,
): string | undefined {
  return containers.flatMap(({ env }) => env).find((variable) => variable.name === name)?.value;
}

/** Processes of a gateway that serve. */
export function workersOf(gateway: Deployment): number {
  return Math.max(1, Number(variableOf(gateway, "WORKERS")) || 1);
}
