import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertStringIncludes } from "@std/assert";
import { benchRole } from "./bench_role.ts";

const page = new URL("../../../charts/stt-bench/README.md", import.meta.url);

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

test("The chart's page lists the rights that the suite gives to bench:k8s", async () => {
  const rights = benchRole("bench", "speech").rules.map(({ resources, verbs }: Rule) =>
    `${resources.map((name) => `\`${name}\``).join(", ")} ${verbs.join(", ")}`
  );
  const text = (await readFile(page, "utf8")).replaceAll(/\s+/g, " ");
  assertStringIncludes(text, `**Rights.** In the namespace: ${rights.join("; ")}. Besides`);
});
