import { test } from "node:test";
import { assert } from "@std/assert";
import { parseK8sOptions } from "./k8s_options.ts";
import { shellLine } from "./kubectl/shell_line.ts";
import { prepareK8s } from "./prepare_k8s.ts";
import { benchOnFake } from "./testing/bench_on_fake.ts";
import { FakeCluster } from "./testing/fake_cluster.ts";
import { fakeState } from "./testing/fake_state.ts";
import { fakeRunner } from "./testing/fake_runner.ts";

const RUN = /\d{10}-[0-9a-z]{4}/g;

/** Names of one run in the words of a dry run, without quotes of the shell. */
function inItsWords(text: string): string {
  return text.replaceAll(RUN, "<run>")
    .replaceAll("rel-loadgen-<run>-0-x", "<shard 0's pod>")
    .replaceAll(/http:rel-(gateway|simulator)[\w-]*:\d+/g, "http:<$1 pod>:<port>")
    .replaceAll(/\/files\/[\w.-]+/g, "/files/<file>")
    .replaceAll("node-1", "<node>")
    .replaceAll(/['\\]/g, "");
}

test("A dry run prints every command of a run", async () => {
  const cluster = new FakeCluster(fakeState());
  const point = ["--sessions", "20", "--shards", "2"];
  await benchOnFake(fakeRunner(cluster), point, () => {});
  const { log } = cluster.state;
  const calls = log.slice(log.findIndex((args) => args.includes("scale")));
  const options = parseK8sOptions([
    ...["--namespace", "speech", "--release", "rel", "--context", "lab", "--variant", "bun"],
    ...[...point, "--dry-run"],
  ]);
  const runner = fakeRunner(new FakeCluster(fakeState()));
  const { plan } = await prepareK8s(options, runner, new AbortController().signal);
  const printed = new Set(
    inItsWords(plan).split("\n").map((line) => line.replace(/^# /, "").replace(/ <<EOF$/, "")),
  );
  for (const args of calls) {
    const call = inItsWords(shellLine(["kubectl", ...args]));
    assert(printed.has(call), `expected ${call} in ${plan}`);
  }
});
