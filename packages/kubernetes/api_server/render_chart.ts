import { join } from "node:path";
import process from "node:process";
import { root } from "@stt-bench/toolchain";
import { Helm } from "../chart/helm/helm.ts";

/** The folder of the chart. */
export const CHART = join(root, "charts/stt-bench");

/**
 * The chart's manifests as YAML. Without ServiceMonitors: their kind is none of Kubernetes' own.
 *
 * @param values a file of values in the chart's folder
 * @throws {HelmError} if the Helm that `HELM` names can't render it.
 */
export function renderChart(
  name: string,
  namespace: string,
  values = "values.yaml",
): Promise<string> {
  return new Helm(process.env["HELM"]!).template({
    chart: CHART,
    name,
    namespace,
    values: [join(CHART, values)],
    set: ["monitoring.serviceMonitor.enabled=false"],
  });
}
