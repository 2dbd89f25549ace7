import type { Labels } from "../release/label_selector.ts";
import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

const NAME = "app.kubernetes.io/name";
const INSTANCE = "app.kubernetes.io/instance";

/**
 * Every object is the release's own: its name begins with the release's and fits into a label, no other
 * object has it, and it has the labels that a release is found by.
 */
export const ownObjects: Policy = {
  name: "own objects",
  check({ manifests }) {
    const seen = new Set<string>();
    return manifests.flatMap((manifest) => {
      const { kind, metadata } = manifest;
      const labels: Labels = metadata.labels ?? {};
      const release = labels[INSTANCE] ?? "";
      const isOwn = metadata.name === release || metadata.name.startsWith(`${release}-`);
      const id = `${kind}/${metadata.namespace}/${metadata.name}`;
      const isFirst = !seen.has(id);
      seen.add(id);
      return [
        ...expectThat(manifest, labels[NAME] === "stt-bench", `label ${NAME}: stt-bench`, labels),
        ...expectThat(manifest, release !== "", `a label ${INSTANCE}`, labels),
        ...expectThat(manifest, isOwn, `a name that begins with ${release}`, metadata.name),
        ...expectThat(manifest, metadata.name.length <= 63, "a name of ≤ 63", metadata.name),
        ...expectThat(manifest, !!metadata.namespace, "a namespace", metadata.namespace),
        ...expectThat(manifest, isFirst, "one object of this kind and name", "two"),
      ];
    });
  },
};
