import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Child, dieWithParent } from "@stt-bench/bench";
import { NODE_ADDRESS } from "./addresses.ts";
import { ApiClient } from "./api_client.ts";

/** A user that the API server knows by a token. */
export interface ApiUser {
  readonly name: string;
  readonly token: string;
}

/** A control plane that runs: a real API server, with controllers and a scheduler, without nodes. */
export interface ControlPlane {
  /** May do everything. */
  readonly admin: ApiUser;
  /** May do nothing, unless a Role says so. */
  readonly user: ApiUser;
  readonly client: ApiClient;
  /** Certificate and key that the API server made for itself. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** Writes a configuration for kubectl. @returns its path. */
  kubeconfig(user: ApiUser): Promise<string>;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const PORTS = { etcd: 12379, peer: 12380, api: 16443 };

/** A machine with two cores that does other things as well needs its time. */
const READY_MS = 120_000;

/**
 * Starts etcd, the API server, the controllers and the scheduler of `program` on loopback; call it in
 * a network of its own, as the ports are fixed.
 *
 * @param folder for data, keys and logs
 * @throws {Error} if the API server isn't ready in time, or one of them ends.
 */
export async function startControlPlane(program: string, folder: string): Promise<ControlPlane> {
  const users = await writeCredentials(folder);
  const url = `https://${HOST}:${PORTS.api}`;
  const children: Child[] = [];
  const start = (name: string, flags: Readonly<Record<string, string>>) => {
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    // They know nothing of their parent, and would outlive one that is killed.
    const [first, ...others] = [...dieWithParent, program, name, ...args];
    const child = new Child({ name, command: [first!, ...others], graceMs: 3000 });
    children.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of children.toReversed()) await child.stop();
  };
  try {
    const client = new ApiClient(url, users.admin.token);
    start("etcd", etcdFlags(folder));
    const api = start("kube-apiserver", apiFlags(folder));
    await ready(client, api);
    const kubeconfig = (user: ApiUser) => writeKubeconfig(folder, url, user);
    const admin = await kubeconfig(users.admin);
    start("kube-controller-manager", controllerFlags(folder, admin));
    start("kube-scheduler", { kubeconfig: admin, "leader-elect": "false", "bind-address": HOST });
    const tls = {
      cert: join(folder, "certs/apiserver.crt"),
      key: join(folder, "certs/apiserver.key"),
    };
    return { ...users, client, tls, kubeconfig, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function etcdFlags(folder: string): Record<string, string> {
  const client = `http://${HOST}:${PORTS.etcd}`;
  const peer = `http://${HOST}:${PORTS.peer}`;
  return {
    "data-dir": join(folder, "etcd"),
    "listen-client-urls": client,
    "advertise-client-urls": client,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    "unsafe-no-fsync": "true",
    "log-level": "error",
  };
}

function apiFlags(folder: string): Record<string, string> {
  return {
    "etcd-servers": `http://${HOST}:${PORTS.etcd}`,
    "bind-address": HOST,
    "secure-port": String(PORTS.api),
    // It insists on one that isn't of loopback; nobody uses it.
    "advertise-address": NODE_ADDRESS,
    "cert-dir": join(folder, "certs"),
    "token-auth-file": join(folder, "tokens.csv"),
    "authorization-mode": "RBAC",
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": join(folder, "sa.pem"),
    "service-account-signing-key-file": join(folder, "sa.pem"),
    "service-cluster-ip-range": "10.96.0.0/16",
    "enable-priority-and-fairness": "false",
    "kubelet-preferred-address-types": "InternalIP",
  };
}

function controllerFlags(folder: string, kubeconfig: string): Record<string, string> {
  return {
    kubeconfig,
    "leader-elect": "false",
    "bind-address": HOST,
    "service-account-private-key-file": join(folder, "sa.pem"),
    "concurrent-job-syncs": "2",
  };
}

async function writeCredentials(folder: string): Promise<{ admin: ApiUser; user: ApiUser }> {
  await mkdir(folder, { recursive: true });
  const admin = { name: "admin", token: randomUUID() };
  const user = { name: "bench", token: randomUUID() };
  const lines = [
    `${admin.token},${admin.name},1,"system:masters"`,
    `${user.token},${user.name},2,"benchmarkers"`,
  ];
  await writeFile(join(folder, "tokens.csv"), `${lines.join("\n")}\n`, { mode: 0o600 });
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(join(folder, "sa.pem"), privateKey, { mode: 0o600 });
  return { admin, user };
}

async function writeKubeconfig(folder: string, url: string, user: ApiUser): Promise<string> {
  const path = join(folder, `${user.name}.kubeconfig`);
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    // The API server has made its certificate itself, in this folder, a moment ago.
    clusters: [{ name: "test", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: user.name, user: { token: user.token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: user.name } }],
  };
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

async function ready(client: ApiClient, api: Child): Promise<void> {
  const endMs = performance.now() + READY_MS;
  while (performance.now() < endMs && !api.hasExited) {
    try {
      await client.text("GET", "/readyz");
      return;
    } catch {
      await sleep(300);
    }
  }
  throw api.error(`Cannot start the API server: expected it ready within ${READY_MS / 1000} s`);
}
