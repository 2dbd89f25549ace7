import type { Json } from "./api_client.ts";

/** The rights that `bench:k8s` needs in the namespace of the release, and no more. */
export function benchRole(name: string, namespace: string): Json {
  const rule = (apiGroup: string, resources: string[], verbs: string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs,
  });
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name, namespace },
    rules: [
      rule("apps", ["deployments"], ["get", "list"]),
      rule("apps", ["deployments/scale"], ["get", "patch", "update"]),
      rule("batch", ["jobs"], ["get", "list", "watch", "create", "delete"]),
      rule("", ["services", "pods"], ["get", "list"]),
      rule("", ["pods/log"], ["get"]),
      // To simulators a POST is sent: their counters start anew.
      rule("", ["pods/proxy"], ["get", "create"]),
      rule("", ["services/proxy"], ["get"]),
    ],
  };
}
