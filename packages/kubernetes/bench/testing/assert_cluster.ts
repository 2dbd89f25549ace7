import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeState } from "./fake_state.ts";

/** Everything is as it was before: gateways at zero, no Job but the template. */
export function assertAtRest({ deployments, jobs, pods }: FakeState): void {
  const running = deployments.filter(({ metadata, spec }) =>
    metadata.labels["stt-bench/variant"] !== undefined && spec.replicas !== 0
  );
  assertEquals(running.map(({ metadata }) => metadata.name), []);
  assertEquals(jobs.map(({ metadata }) => metadata.name), ["rel-loadgen"]);
  assertEquals(pods.filter(({ metadata }) => "stt-bench/run" in metadata.labels), []);
}

/** What bench:k8s may ask for by name or path, as it changes nothing but a simulator's counters. */
const READS = /^(get|logs)$/;

/**
 * Every call names context and namespace, and each that changes something is held by the labels of
 * the release: it can reach nothing else.
 */
export function assertOwnCalls({ log, jobs, namespace }: FakeState): void {
  const own = "app.kubernetes.io/name=stt-bench,app.kubernetes.io/instance=rel,";
  for (const args of log) {
    assertEquals(args.slice(0, 4), ["--context", "lab", "--namespace", "speech"]);
    const [verb, ...rest] = args.slice(4);
    for (const path of rest.filter((arg) => arg.startsWith("/"))) {
      assertStringIncludes(path, `/api/v1/namespaces/${namespace}/`);
    }
    if (READS.test(verb!)) continue;
    if (verb === "create") {
      const isReset = rest[0] === "--raw" && rest[1]!.endsWith("/proxy/stats/reset");
      assert(isReset || rest.join(" ") === "-f -", args.join(" "));
      continue;
    }
    assert(verb === "scale" || verb === "delete", args.join(" "));
    assertStringIncludes(rest[rest.indexOf("-l") + 1]!, own);
    assert(!rest.some((arg) => arg === "--all" || arg === "-A" || arg === "--all-namespaces"));
  }
  for (const { metadata: { labels } } of jobs) {
    assertEquals(labels["app.kubernetes.io/instance"], "rel");
  }
}
