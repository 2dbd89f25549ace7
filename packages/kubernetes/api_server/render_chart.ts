import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const CHART = join(import.meta.dirname!, "../../../charts/stt-bench");

/** The chart's files of values: its defaults are none. */
export function valuesFiles(): string[] {
  return readdirSync(CHART).filter((name) => /^values-.*\.yaml$/.test(name));
}

/**
 * The chart's manifests as YAML. Without ServiceMonitors: their kind is none of Kubernetes' own.
 *
 * @param values one of {@linkcode valuesFiles}
 * @throws {Error} if the Helm that `HELM` names can't render it.
 */
export function renderChart(release: string, namespace: string, values?: string): string {
  return execFileSync(process.env["HELM"]!, [
    "template",
    release,
    CHART,
    ...["--namespace", namespace, "--kube-version", "1.37.2"],
    ...["--set", "monitoring.serviceMonitor.enabled=false"],
    ...(values === undefined ? [] : ["--values", join(CHART, values)]),
  ], { encoding: "utf8" });
}
