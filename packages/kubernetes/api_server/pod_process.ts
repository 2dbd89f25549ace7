import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Child } from "@stt-bench/bench";
import type { ChildExit } from "@stt-bench/bench";
import { NODE_ADDRESS } from "./addresses.ts";
import type { Json } from "./api_client.ts";
import { expandContainer } from "./expand_container.ts";

/** The program that stands for an image on this machine; undefined for an image that nobody has. */
export type FindProgram = (image: string) => readonly [string, ...string[]] | undefined;

/** Listens to a log from a moment on. */
type Listener = (line: string) => void;

/** Lines of a log that are kept: a pod that says more is at fault. */
const MOST_LINES = 10_000;

/** A pod's one container as a process of this machine: it has the pod's address, and no more. */
export class PodProcess {
  readonly ip: string;
  readonly #pod: Json;
  readonly #container: Json;
  readonly #child: Child | undefined;
  readonly #lines: string[] = [];
  readonly #listeners = new Set<Listener>();
  #exit: ChildExit | undefined;
  #isReady = false;

  constructor(pod: Json, ip: string, folder: string, find: FindProgram) {
    this.#pod = pod;
    this.ip = ip;
    this.#container = pod.spec.containers[0];
    const program = find(this.#container.image);
    if (program === undefined) return;
    const volumes = join(folder, pod.metadata.uid);
    for (const { mountPath } of this.#container.volumeMounts ?? []) {
      mkdirSync(join(volumes, mountPath), { recursive: true });
    }
    const { args, env } = expandContainer(pod, this.#container, { ip, volumes });
    const log = (line: string) => this.#log(line);
    this.#child = new Child({
      name: pod.metadata.name,
      command: [...program, ...args],
      env,
      onStdoutLine: log,
      onStderrLine: (line) => (log(line), false),
    });
    this.#child.exited.then((exit) => {
      this.#exit = exit;
      log(exit.startError ?? `ended with ${exit.code ?? exit.signal}`);
    });
  }

  /** Lines so far. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get hasExited(): boolean {
    return this.#exit !== undefined;
  }

  /** Hears what comes from now on. @returns how to stop that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends it as a kernel does that is out of memory. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  /** Ends it, in order. */
  async stop(): Promise<void> {
    await this.#child?.stop();
  }

  /** Asks the readiness probe, where there is one. */
  async probe(): Promise<void> {
    const { httpGet } = this.#container.readinessProbe ?? {};
    if (this.#child === undefined || this.hasExited) {
      this.#isReady = false;
    } else if (httpGet === undefined) {
      this.#isReady = true;
    } else {
      const port = typeof httpGet.port === "number"
        ? httpGet.port
        : this.#container.ports.find(({ name }: Json) => name === httpGet.port).containerPort;
      const url = `http://${this.ip}:${port}${httpGet.path}`;
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() =>
        undefined
      );
      await response?.body?.cancel();
      this.#isReady = response?.ok === true;
    }
  }

  /** The pod's status, as a kubelet reports it. */
  get status(): Json {
    const condition = (type: string, isTrue: boolean) => ({
      type,
      status: isTrue ? "True" : "False",
      lastTransitionTime: null,
    });
    return {
      phase: this.#phase,
      podIP: this.ip,
      podIPs: [{ ip: this.ip }],
      hostIP: NODE_ADDRESS,
      startTime: this.#pod.metadata.creationTimestamp,
      conditions: [
        condition("PodScheduled", true),
        condition("Initialized", true),
        condition("ContainersReady", this.#isReady),
        condition("Ready", this.#isReady),
      ],
      containerStatuses: [{
        name: this.#container.name,
        image: this.#container.image,
        imageID: "",
        ready: this.#isReady,
        restartCount: 0,
        started: this.#child !== undefined && !this.hasExited,
        state: this.#state,
      }],
    };
  }

  get #phase(): string {
    if (this.#child === undefined) return "Pending";
    if (this.#exit === undefined) return "Running";
    return this.#exit.code === 0 ? "Succeeded" : "Failed";
  }

  get #state(): Json {
    if (this.#child === undefined) {
      const message = `Back-off pulling image "${this.#container.image}"`;
      return { waiting: { reason: "ImagePullBackOff", message } };
    }
    if (this.#exit === undefined) return { running: {} };
    const exitCode = this.#exit.code ?? 137;
    return { terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "Error" } };
  }

  #log(line: string): void {
    if (this.#lines.length < MOST_LINES) this.#lines.push(line);
    for (const listener of this.#listeners) listener(line);
  }
}
