import type { Json } from "./api_client.ts";

/** What a container of a pod is started with. */
export interface ContainerStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Arguments and variables of a container as a kubelet makes them: fields of the pod are read, and
 * `$(NAME)` is replaced. Since our pods share one machine, a server listens on its pod's address only,
 * and a path in a volume becomes one below `volumes`.
 */
export function expandContainer(
  pod: Json,
  container: Json,
  { ip, volumes }: { readonly ip: string; readonly volumes: string },
): ContainerStart {
  const env: Record<string, string> = {};
  const mounts: string[] = (container.volumeMounts ?? []).map(({ mountPath }: Json) => mountPath);
  const place = (text: string) => {
    if (text === "0.0.0.0" || text === "::") return ip;
    const mount = mounts.find((path) => text === path || text.startsWith(`${path}/`));
    return mount === undefined ? text : volumes + text;
  };
  for (const { name, value, valueFrom } of container.env ?? []) {
    const text = valueFrom?.fieldRef === undefined
      ? expand(value ?? "", env)
      : fieldOf(pod, valueFrom.fieldRef.fieldPath, ip);
    env[name] = place(text);
  }
  const args = (container.args ?? []).map((arg: string) => place(expand(arg, env)));
  return { args, env };
}

/** https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$\$\(|\$\(([\w.-]+)\)/g,
    (whole, name) => name === undefined ? "$(" : env[name] ?? whole,
  );
}

function fieldOf(pod: Json, path: string, ip: string): string {
  if (path === "status.podIP") return ip;
  const [, kind, key] = /^metadata\.(annotations|labels)\['([^']+)'\]$/.exec(path) ?? [];
  if (kind !== undefined) return pod.metadata[kind]?.[key!] ?? "";
  return String(path.split(".").reduce((value, name) => value?.[name], pod) ?? "");
}
