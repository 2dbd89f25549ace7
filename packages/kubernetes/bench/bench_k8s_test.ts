import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { Manifest, RunSummary } from "@stt-bench/results";
import { rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { ClusterError } from "./cluster_error.ts";
import { KubectlError } from "./kubectl/kubectl_error.ts";
import { assertAtRest, assertOwnCalls } from "./testing/assert_cluster.ts";
import { benchOnFake } from "./testing/bench_on_fake.ts";
import { FakeCluster } from "./testing/fake_cluster.ts";
import { fakeState } from "./testing/fake_state.ts";
import type { Faults } from "./testing/fake_state.ts";
import { fakeRunner } from "./testing/fake_runner.ts";

const ONE = ["--sessions", "20", "--shards", "2"];

test("bench:k8s measures one point, leaves files as any bench, and the cluster as it was", async () => {
  const cluster = new FakeCluster(fakeState());
  await benchOnFake(fakeRunner(cluster), ONE, async ({ report, news, lines }) => {
    const { directory, manifest } = report;
    assertEquals([manifest.outcome, manifest.complete, lines], ["pass", true, []]);
    assertEquals((await readdir(directory)).sort(), [
      "bun-20s-6w-10m-r1.histograms.json",
      "bun-20s-6w-10m-r1.summary.json",
      "manifest.json",
    ]);
    const read = async (name: string) => JSON.parse(await readFile(join(directory, name), "utf8"));
    const stored = v.parse(Manifest, await read("manifest.json"));
    assertEquals(stored.conditions.cpu_limit, 1);
    assertEquals(stored.machine.cpu_model, "c7i.large");
    const summary = v.parse(RunSummary, await read(manifest.runs[0]!.summary!));
    assertEquals([summary.sessions, summary.gateway?.version], [20, "1.4.5"]);
    assertEquals([summary.simulator?.alive, summary.simulator?.requests], [true, 20]);
    for (const phase of ["2 of 2 shards run", "measure", "fetching", "scaling to zero"]) {
      assert(news.includes(phase), `expected ${phase} in ${news.join(", ")}`);
    }
  });
  assertAtRest(cluster.state);
  assertOwnCalls(cluster.state);
});

test("bench:k8s searches a capacity with the same steps as a bracket, each with a fresh gateway", async () => {
  const cluster = new FakeCluster(fakeState({ capacity: 30 }));
  const args = ["--bracket", "--start", "20", "--max", "80", "--step", "0.2"];
  await benchOnFake(fakeRunner(cluster), args, ({ report }) => {
    const [column] = report.columns;
    assertEquals([report.manifest.outcome, column?.result.outcome], ["pass", "bracketed"]);
    assert(column!.result.confirmed! <= 30 && column!.result.firstSolidFail! > 30);
    const ups = cluster.state.log.filter((args) => args.includes("--replicas=1")).length;
    assertEquals(ups, report.runs.length);
  });
  assertAtRest(cluster.state);
  assertOwnCalls(cluster.state);
});

const failures: [what: string, faults: Faults, outcome: string, reason: string][] = [
  ["the gateway's image can't be pulled", { gateway: "image" }, "fail", "ImagePullBackOff"],
  ["no node has room for the gateway", { gateway: "unschedulable" }, "fail", "3 Insufficient cpu"],
  ["the gateway crashes", { gateway: "crash" }, "fail", "CrashLoopBackOff: back-off 40s (before"],
  ["the gateway is killed under load", { gateway: "restarts" }, "fail", "OOMKilled, exit code 137"],
  [
    "the gateway's pod is evicted",
    { gateway: "vanishes" },
    "fail",
    "its pod rel-gateway-bun-7f is gone",
  ],
  ["a shard's image can't be pulled", { shards: "image" }, "fail", "ImagePullBackOff"],
  ["no node has room for a shard", { shards: "unschedulable" }, "fail", "Unschedulable"],
  ["one shard is lost", { shards: "one lost" }, "invalid", "OOMKilled"],
  ["all shards are lost", { shards: "all lost" }, "invalid", "none of 2 shards left a file"],
  ["the gateway is too slow", { capacity: 10 }, "fail", "newest p95"],
  ["we may not scale", { forbidden: "--replicas=1" }, "fail", "Forbidden"],
  ["we may not create Jobs", { forbidden: "create -f" }, "fail", "README.md lists the rights"],
  ["we may not use the proxy", { forbidden: "/proxy/" }, "fail", "Forbidden"],
  ["the server answers late", { unreachable: { text: "get pods", times: 2 } }, "pass", ""],
  [
    "the server answers late for files",
    { unreachable: { text: "/files/", times: 2 } },
    "pass",
    "",
  ],
  [
    "the server answers late in the end",
    { unreachable: { text: "--replicas=0", times: 2 } },
    "pass",
    "",
  ],
];

for (const [what, faults, outcome, reason] of failures) {
  test(`bench:k8s ends with ${outcome} and all undone when ${what}`, async () => {
    const cluster = new FakeCluster(fakeState(faults));
    await benchOnFake(fakeRunner(cluster), ONE, ({ report: { manifest } }) => {
      assertEquals(manifest.outcome, outcome, manifest.runs[0]!.reasons.join("\n"));
      assertStringIncludes(manifest.runs[0]!.reasons.join("\n"), reason);
    });
    assertAtRest(cluster.state);
    assertOwnCalls(cluster.state);
  });
}

const late: [what: string, faults: Faults, flag: string][] = [
  ["a gateway that never gets ready", { gateway: "never ready" }, "--rollout-timeout"],
  ["a load that never ends", { shards: "never end" }, "--run-timeout"],
];

for (const [what, faults, flag] of late) {
  test(`bench:k8s doesn't wait for ever for ${what}, and names the flag`, async () => {
    const cluster = new FakeCluster(fakeState(faults));
    const args = [...ONE, "--rollout-timeout", "0.05", "--run-timeout", "0.05"];
    await benchOnFake(fakeRunner(cluster), args, ({ report: { manifest } }) => {
      assertEquals(manifest.outcome, "fail");
      assertStringIncludes(manifest.runs[0]!.reasons.join("\n"), flag);
    });
    assertAtRest(cluster.state);
  });
}

test("A problem of a pod is told at once, before anybody gives up on it", async () => {
  const cluster = new FakeCluster(fakeState({ shards: "unschedulable" }));
  await benchOnFake(fakeRunner(cluster), ONE, ({ news }) => {
    const told = news.filter((line) => line.includes("Unschedulable"));
    assertEquals(told.length, 2, "once for each of the two pods");
  });
});

test("Why the cost of a gateway isn't known is told once, and the run counts without it", async () => {
  const cluster = new FakeCluster(fakeState({ forbidden: "/pods/" }));
  await benchOnFake(fakeRunner(cluster), ONE, ({ report, news }) => {
    const { outcome, summary } = report.runs[0]!.result;
    assertEquals([outcome, summary?.gateway], ["pass", undefined]);
    const told = news.filter((line) => line.includes("README.md lists the rights"));
    assertEquals(told.length, 1, news.join("\n"));
  });
  assertAtRest(cluster.state);
});

test("What can't be undone is a fail, is told with its command, and ends a search", async () => {
  const cluster = new FakeCluster(fakeState({ forbidden: "--replicas=0" }));
  await benchOnFake(fakeRunner(cluster), ["--bracket"], ({ report, lines }) => {
    assertEquals([report.manifest.outcome, report.runs.length], ["fail", 2]);
    assertStringIncludes(report.runs[1]!.result.reasons[0]!, "could not be undone");
    assertStringIncludes(
      lines.join("\n"),
      "! Do it by hand: kubectl --context lab --namespace speech scale deployments -l " +
        "app.kubernetes.io/name=stt-bench,app.kubernetes.io/instance=rel," +
        "app.kubernetes.io/component=gateway,stt-bench/variant=bun --replicas=0",
    );
  });
});

test("An error of this machine, not of the cluster, leaves the cluster as it was, too", async () => {
  const cluster = new FakeCluster(fakeState());
  await inFolder(async (folder) => {
    const out = join(folder, "results");
    const runner = fakeRunner(cluster, (args) => {
      // Shards' files are read just before those of the run are written.
      if (args.at(-1)!.includes("/files/")) rmSync(out, { recursive: true, force: true });
    });
    const run = () => benchOnFake(runner, [...ONE, "--out", out], () => {});
    assertStringIncludes(String(await assertRejects(run)), out);
  });
  assertAtRest(cluster.state);
});

test("A gateway that somebody else scales up in between is theirs, and stays up", async () => {
  const cluster = new FakeCluster(fakeState({ isFaster: true }));
  await benchOnFake(fakeRunner(cluster), ONE, ({ report: { manifest } }) => {
    assertEquals(manifest.outcome, "fail");
    assertStringIncludes(manifest.runs[0]!.reasons[0]!, "Expected replicas to be 0, was 1");
  });
  const gateway = cluster.state.deployments.find(({ metadata }) =>
    metadata.name === "rel-gateway-bun"
  );
  assertEquals(gateway.spec.replicas, 1);
});

test("bench:k8s starts nothing while another gateway runs, and says how to stop it", async () => {
  const cluster = new FakeCluster(fakeState({ running: "deno" }));
  const error = await assertRejects(
    () => benchOnFake(fakeRunner(cluster), ONE, () => {}),
    ClusterError,
  );
  assertStringIncludes(error.message, "got rel-gateway-deno with 1: kubectl --context lab");
  assert(cluster.state.log.every((args) => args[4] === "get"));
});

test("bench:k8s starts nothing where the context doesn't exist", async () => {
  const cluster = new FakeCluster({ ...fakeState(), context: "other" });
  const error = await assertRejects(
    () => benchOnFake(fakeRunner(cluster), ONE, () => {}),
    KubectlError,
  );
  assertEquals(error.problem, "context");
});

/** Calls of a whole run that nobody interrupts. */
async function callsOfOneRun(): Promise<number> {
  const cluster = new FakeCluster(fakeState());
  await benchOnFake(fakeRunner(cluster), ONE, () => {});
  return cluster.state.log.length;
}

test("Ctrl-C at every single call leaves the cluster as it was, though the call has worked", async () => {
  const calls = await callsOfOneRun();
  assert(calls > 15, `${calls} calls`);
  for (let at = 1; at <= calls; at++) {
    const cluster = new FakeCluster(fakeState());
    const interruption = new AbortController();
    const runner = fakeRunner(cluster, (_args, count) => {
      if (count === at) interruption.abort();
    });
    const run = benchOnFake(runner, ONE, ({ report: { manifest } }) => {
      const isOver = manifest.outcome === "pass";
      assert(isOver || manifest.outcome === "interrupted", manifest.outcome);
    }, interruption.signal);
    // Before the first change it just ends.
    await run.catch((error) => assert(interruption.signal.aborted, error));
    assertAtRest(cluster.state);
    assertOwnCalls(cluster.state);
  }
});
