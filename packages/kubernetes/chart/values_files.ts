import { readdir } from "node:fs/promises";

/** Every file of values of a chart, `values.yaml` before those that go on top of it. */
export async function valuesFiles(chart: string): Promise<string[]> {
  const names = await readdir(chart);
  return ["values.yaml", ...names.filter((name) => /^values-[\w-]+\.yaml$/.test(name)).sort()];
}
