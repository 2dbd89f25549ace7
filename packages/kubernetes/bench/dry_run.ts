import type { LoadProfile } from "@stt-bench/bench";
import type { Release } from "./cluster/release.ts";
import { countOf } from "./count_of.ts";
import type { Kubectl } from "./kubectl/kubectl.ts";
import { createJob, deleteJob, scaleToZero, scaleUp } from "./run/commands.ts";
import { collectorPath } from "./run/fetch_shards.ts";
import { createRunJob } from "./run/run_job.ts";
import type { RunOrder, TemplateJob } from "./run/run_job.ts";

/**
 * Every command that one run takes where nothing goes wrong, in its order, with the Job that it
 * creates. What only reads is marked `#`; names that the cluster gives are in angle brackets.
 */
export function describeDryRun(
  kubectl: Kubectl,
  release: Release,
  template: TemplateJob,
  order: RunOrder,
): string {
  const { variant, run, load } = order;
  const { selectors } = release;
  const get = (kind: string, selector: string) =>
    `# ${kubectl.line(["get", kind, "-l", selector, "-o", "json"])}`;
  const getOne = (kind: string, name: string) =>
    `# ${kubectl.line(["get", kind, name, "-o", "json"])}`;
  const raw = (path: string) => `# ${kubectl.line(["get", "--raw", path])}`;
  const { namespace } = kubectl.target;
  const pod = (name: string) =>
    `/api/v1/namespaces/${namespace}/pods/http:<${name} pod>:<port>/proxy`;
  const runPath = collectorPath(namespace, release, run);
  return [
    heading(`Scale gateway ${variant} up, and wait until it is ready`),
    kubectl.line(scaleUp(release, variant)),
    get("deployments", selectors.gateway(variant)),
    get("pods", selectors.gateway(variant)),
    heading("See where it runs and what it uses, and find the simulators"),
    getOne("node", "<node>"),
    get("pods", selectors.component("simulator")),
    raw(`${pod("gateway")}/metrics`),
    heading(`Start the load: ${describe(load)} from ${countOf(order.shards, "shard")}`),
    getOne("job", release.template.metadata.name),
    `${kubectl.line(createJob)} <<'EOF'`,
    JSON.stringify(createRunJob(template, release, order), null, 2),
    "EOF",
    heading("Follow it to its end, and ask gateway and simulators at the edges of the window"),
    get("jobs", selectors.run(run)),
    get("pods", selectors.run(run)),
    `# ${kubectl.line(["logs", "-f", "<shard 0's pod>", "-c", "loadgen"])}`,
    raw(`${pod("gateway")}/metrics`),
    kubectl.line(["create", "--raw", `${pod("simulator")}/stats/reset`, "-f", "-"]),
    raw(`${pod("simulator")}/stats`),
    heading("Collect, and see whether the gateway is the same as before"),
    raw(`${runPath}/files`),
    raw(`${runPath}/files/<file>`),
    get("pods", selectors.gateway(variant)),
    heading("Whatever happens, at the end"),
    kubectl.line(deleteJob(release, run).args),
    kubectl.line(scaleToZero(release, variant).args),
    get("pods", selectors.gateway(variant)),
  ].join("\n");
}

function heading(text: string): string {
  return `\n## ${text}`;
}

function describe({ sessions, rampUpSecs, warmupSecs, measureSecs }: LoadProfile): string {
  return `${sessions} sessions, ramp ${rampUpSecs} s, warm-up ${warmupSecs} s, measured ${measureSecs} s`;
}
