import { test } from "node:test";
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import * as v from "valibot";
import { ClusterError } from "../cluster_error.ts";
import { readRelease } from "../cluster/release.ts";
import { Kubectl } from "../kubectl/kubectl.ts";
import { FakeCluster } from "../testing/fake_cluster.ts";
import { fakeState } from "../testing/fake_state.ts";
import { fakeRunner } from "../testing/fake_runner.ts";
import { fakeTemplate } from "../testing/fake_objects.ts";
import { createRunId, jobName } from "./run_id.ts";
import { createRunJob, TemplateJob } from "./run_job.ts";

const target = { program: "kubectl", context: "lab", namespace: "speech" };
const kubectl = new Kubectl(target, fakeRunner(new FakeCluster(fakeState())));
const release = await readRelease(kubectl, "rel", "bun");
const load = {
  sessions: 300,
  rampUpSecs: 10,
  sessionStartSpreadMs: 0,
  warmupSecs: 6,
  measureSecs: 10,
};
const order = { run: "1127064135-i000", variant: "bun", shards: 3, load, deadlineSecs: 600 };
const template = fakeTemplate("rel");
// deno-lint-ignore no-explicit-any
const job = createRunJob(v.parse(TemplateJob, template), release, order) as any;

test("A run's Job has a name and a label of its own, and nothing that the server gave the template", () => {
  const labels = {
    "app.kubernetes.io/name": "stt-bench",
    "app.kubernetes.io/instance": "rel",
    "app.kubernetes.io/component": "loadgen",
    "stt-bench/run": "1127064135-i000",
  };
  assertEquals(job.metadata, { name: "rel-loadgen-1127064135-i000", labels });
  assertEquals(job.spec.template.metadata, { labels });
  assertEquals([job.spec.selector, job.status], [undefined, undefined]);
});

test("A run's Job has as many pods as shards, and one that fails ends no other", () => {
  const { suspend, completions, parallelism, backoffLimit, backoffLimitPerIndex } = job.spec;
  assertEquals([suspend, completions, parallelism], [false, 3, 3]);
  assertEquals([backoffLimit, backoffLimitPerIndex], [3, 0]);
  assertEquals([job.spec.activeDeadlineSeconds, job.spec.completionMode], [600, "Indexed"]);
});

test("A run's Job tells the load generator all it needs, and keeps what else the template has", () => {
  const [container] = job.spec.template.spec.containers;
  assertEquals(container.env, [
    { name: "RUN_ID", value: "1127064135-i000" },
    { name: "GATEWAY_URL", value: "ws://rel-gateway-bun:3000/ws/stt" },
    { name: "SESSIONS", value: "300" },
    { name: "SHARDS", value: "3" },
    { name: "SERVICE_NAME", value: "bun" },
    { name: "RAMP_UP_SECS", value: "10" },
    { name: "WARMUP_SECS", value: "6" },
    { name: "MEASURE_SECS", value: "10" },
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  ]);
  assertEquals(container.args.slice(-2), ["--progress", "json"]);
  assertEquals(job.spec.template.spec.restartPolicy, "Never");
});

test("The template is left as it was", () => {
  assertEquals(template, fakeTemplate("rel"));
});

test("createRunId makes what the collector and labels take, other ones in the same second", () => {
  const now = new Date("2026-11-27T06:41:35.999Z");
  assertEquals([createRunId(now, () => 0), createRunId(now, () => 0.999999)], [
    "1127064135-0000",
    "1127064135-zzzy",
  ]);
  assertMatch(createRunId(now, () => 0.5), /^[a-z0-9][a-z0-9-]{0,62}$/);
});

test("jobName refuses a name whose pods would have no host name", () => {
  const release = "r".repeat(40);
  const error = assertThrows(() => jobName(release, "1127064135-i000", 3), ClusterError);
  assertEquals(error.message.includes("expected at most 63 letters, got 66"), true);
});
