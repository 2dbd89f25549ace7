/**
 * A stand-in for kubectl and all behind it: a few lines that keep Deployments, Jobs and pods as JSON
 * and change them from question to question. **It isn't a cluster**: it has no schema, no scheduler,
 * no network and no time, and it answers what we believe that kubectl answers. It proves what our
 * program does with an answer, and in which order it asks; what a real API server makes of it is
 * proven with a real API server.
 */
import { Buffer } from "node:buffer";
import type { KubectlExit } from "../kubectl/kubectl_runner.ts";
import { METRICS, NODE, STATS, STUCK_PODS } from "./fake_answers.ts";
import { createJob, deleteJobs, lookAtJob } from "./fake_jobs.ts";
import { fakePod } from "./fake_objects.ts";
import type { Json } from "./fake_objects.ts";
import type { FakeState } from "./fake_state.ts";

const ok = (stdout = ""): KubectlExit => ({ code: 0, stdout, stderr: "" });
const fail = (stderr: string): KubectlExit => ({ code: 1, stdout: "", stderr });
const list = (items: Json[]) => ok(JSON.stringify({ kind: "List", items }));

/** Answers calls of kubectl from a {@linkcode FakeState}, and changes it. */
export class FakeCluster {
  readonly state: FakeState;

  constructor(state: FakeState) {
    this.state = state;
  }

  /** Answers one call. */
  handle(args: readonly string[], input = ""): KubectlExit {
    const { state } = this;
    state.log.push([...args]);
    if (args[0] === "config") return ok(`${state.context}\n`);
    const [, context, , namespace, verb, ...rest] = args;
    if (context !== state.context) return fail(`error: context "${context}" does not exist`);
    if (namespace !== state.namespace) return list([]);
    const fault = this.#fault(args.join(" "));
    if (fault !== undefined) return fault;
    switch (verb) {
      case "get":
        return rest[0] === "--raw" ? this.#raw(rest[1]!) : this.#get(rest);
      case "scale":
        return this.#scale(selected(state.deployments, rest), rest);
      case "create":
        if (rest[0] !== "--raw") createJob(state, JSON.parse(input));
        return ok();
      case "delete":
        deleteJobs(state, selected(state.jobs, rest));
        return ok();
      case "logs":
        return ok(rest.includes("-f") ? "" : "Cannot connect: expected 101, got 503\n");
      default:
        return fail(`error: unknown command "${verb}"`);
    }
  }

  #fault(call: string): KubectlExit | undefined {
    const { forbidden, unreachable } = this.state.faults;
    if (forbidden !== undefined && call.includes(forbidden)) {
      return fail(
        `Error from server (Forbidden): "${forbidden}" is forbidden: User "u" cannot do it`,
      );
    }
    if (unreachable === undefined || !call.includes(unreachable.text)) return undefined;
    const calls = this.state.log.filter((args) => args.join(" ").includes(unreachable.text));
    if (calls.length > unreachable.times) return undefined;
    return fail("Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout");
  }

  #get([kind, ...rest]: string[]): KubectlExit {
    const { state } = this;
    switch (kind) {
      case "deployments":
        return list(selected(state.deployments, rest));
      case "services":
        return list(selected(state.services, rest));
      case "jobs": {
        const found = selected(state.jobs, rest);
        found.forEach((job) => lookAtJob(state, job));
        return list(found);
      }
      case "pods":
        return list(selected(state.pods, rest));
      case "job": {
        const job = state.jobs.find(({ metadata: { name } }) => name === rest[0]);
        return job === undefined
          ? fail(`Error from server (NotFound): jobs.batch "${rest[0]}" not found`)
          : ok(JSON.stringify(job));
      }
      case "node":
        return ok(JSON.stringify(NODE));
      default:
        return fail(`error: the server doesn't have a resource type "${kind}"`);
    }
  }

  #scale(found: Json[], rest: string[]): KubectlExit {
    const { gateway, isFaster } = this.state.faults;
    const replicas = Number(rest.find((arg) => arg.startsWith("--replicas="))!.split("=")[1]);
    if (found.length === 0) return fail("error: no objects passed to scale");
    for (const { metadata: { name, labels }, spec, status } of found) {
      if (isFaster && rest.includes("--current-replicas=0")) {
        spec.replicas = 1;
        return fail("error: Expected replicas to be 0, was 1");
      }
      spec.replicas = replicas;
      this.state.pods = this.state.pods.filter((pod) => !pod.metadata.name.startsWith(`${name}-`));
      if (replicas === 0) {
        Object.assign(status, { replicas: 0, readyReplicas: 0, updatedReplicas: 0 });
      } else {
        this.state.pods.push(
          fakePod(`${name}-7f`, labels, "main", { status: STUCK_PODS[gateway ?? ""] }),
        );
        const isReady = STUCK_PODS[gateway ?? ""] === undefined && gateway !== "never ready";
        Object.assign(status, { replicas, updatedReplicas: 1, readyReplicas: Number(isReady) });
      }
    }
    return ok();
  }

  #raw(path: string): KubectlExit {
    const [, run, file] = /\/runs\/([^/]+)\/files(?:\/(.+))?$/.exec(path) ?? [];
    if (run !== undefined) return this.#files(this.state.files[run] ?? {}, file);
    if (path.endsWith("/metrics")) return ok(METRICS);
    return path.endsWith("/stats") ? ok(STATS) : fail("Error from server (NotFound): not found");
  }

  #files(files: Record<string, string>, name: string | undefined): KubectlExit {
    if (name === undefined) {
      return ok(JSON.stringify({
        files: Object.entries(files).map(([name, text]) => ({
          name,
          bytes: Buffer.byteLength(text),
        })),
      }));
    }
    const text = files[name];
    return text === undefined ? fail("Error from server (NotFound): not found") : ok(text);
  }
}

function selected(objects: Json[], args: readonly string[]): Json[] {
  const selector = args[args.indexOf("-l") + 1]!;
  const wanted = selector.split(",").map((part) => part.split("="));
  return objects.filter(({ metadata: { labels } }) =>
    wanted.every(([name, value]) => labels[name!] === value)
  );
}
