import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { expandContainer } from "./expand_container.ts";

const pod = {
  metadata: {
    name: "load-2-x",
    annotations: { "batch.kubernetes.io/job-completion-index": "2" },
  },
  spec: { nodeName: "node-1" },
};
const index = "metadata.annotations['batch.kubernetes.io/job-completion-index']";
const container = {
  args: ["--shard", "$(INDEX)/$(SHARDS)", "--url", "$(UNKNOWN)", "$$(SHARDS)", "/data/out"],
  env: [
    { name: "SHARDS", value: "3" },
    { name: "INDEX", valueFrom: { fieldRef: { fieldPath: index } } },
    { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    { name: "HOST", value: "0.0.0.0" },
    { name: "DATA_DIR", value: "/data" },
    { name: "OTHER", value: "/database" },
    { name: "BOTH", value: "$(SHARDS) on $(NODE)" },
  ],
  volumeMounts: [{ name: "data", mountPath: "/data" }],
};

test("expandContainer reads fields and variables as a kubelet does, and keeps pods apart", () => {
  assertEquals(expandContainer(pod, container, { ip: "10.88.0.7", volumes: "/tmp/v" }), {
    args: ["--shard", "2/3", "--url", "$(UNKNOWN)", "$(SHARDS)", "/tmp/v/data/out"],
    env: {
      SHARDS: "3",
      INDEX: "2",
      NODE: "node-1",
      HOST: "10.88.0.7",
      DATA_DIR: "/tmp/v/data",
      OTHER: "/database",
      BOTH: "3 on node-1",
    },
  });
});
