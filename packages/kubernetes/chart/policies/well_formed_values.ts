import type { IContainer } from "kubernetes-models/v1/Container";
import type { Manifest } from "../release/manifest.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/** RFC 1035: what a Service may be called. */
const SERVICE = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** RFC 1123, without dots, which pods would turn into another host's name. */
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const LABEL = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
const QUANTITY = /^\d+(\.\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/;

/**
 * Texts have the form that an API server asks for and no schema tells: names, labels, variables, ports
 * and quantities.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and labels/
 */
export const wellFormedValues: Policy = {
  name: "well-formed values",
  check({ manifests, workloads }) {
    return [
      ...manifests.flatMap((manifest) => checkName(manifest)),
      ...manifests.flatMap((manifest) => checkLabels(manifest, manifest.metadata.labels)),
      ...workloads.flatMap(({ manifest, labels, containers }) => [
        ...checkLabels(manifest, labels),
        ...containers.flatMap((container) => checkContainer(manifest, container)),
      ]),
    ];
  },
};

function checkName(manifest: Manifest): Problem[] {
  const { kind, metadata: { name } } = manifest;
  const form = kind === "Service" ? SERVICE : NAME;
  return expectThat(manifest, form.test(name), `a name like ${form.source}`, name);
}

function checkLabels(manifest: Manifest, labels: Readonly<Record<string, string>> = {}): Problem[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...expectThat(manifest, LABEL.test(name), "a label's name", name),
    ...expectThat(manifest, LABEL_VALUE.test(value), `a label's value for ${name}`, value),
  ]);
}

function checkContainer(manifest: Manifest, container: IContainer): Problem[] {
  const { env = [], ports = [], resources: { limits = {}, requests = {} } = {} } = container;
  const names = env.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return [
    ...names.flatMap((name) =>
      expectThat(manifest, VARIABLE.test(name), "a variable's name", name)
    ),
    ...expectThat(manifest, twice.length === 0, "each variable once", twice),
    ...ports.flatMap(({ name = "http", containerPort }) => [
      ...expectThat(manifest, PORT_NAME.test(name), "a port's name of ≤ 15 letters", name),
      ...expectThat(
        manifest,
        containerPort > 0 && containerPort < 65_536,
        "a port in 1–65535",
        containerPort,
      ),
    ]),
    ...[...Object.values(limits), ...Object.values(requests)].flatMap((quantity) =>
      expectThat(
        manifest,
        QUANTITY.test(String(quantity)),
        "a quantity such as 500m or 2Gi",
        quantity,
      )
    ),
  ];
}
