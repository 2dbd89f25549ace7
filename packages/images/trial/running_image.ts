import { readFile } from "node:fs/promises";
import { describeExit, freePort } from "@stt-bench/bench";
import type { Child } from "@stt-bench/bench";
import type { BuiltImage } from "../engine/build_image.ts";
import { checkHealth, pidOfInit, startImage } from "../engine/start_image.ts";

/** A server's image that runs and listens. */
export class RunningImage {
  readonly url: string;
  readonly #child: Child;
  readonly #image: BuiltImage;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(
    child: Child,
    image: BuiltImage,
    env: Readonly<Record<string, string>>,
    url: string,
  ) {
    this.#child = child;
    this.#image = image;
    this.#env = env;
    this.url = url;
  }

  /**
   * Starts the server of `image` on a free port of the loopback address, and waits until it listens.
   *
   * @throws {ChildError} if it doesn't.
   * @throws the reason of `signal` when that aborts.
   */
  static async start(
    name: string,
    image: BuiltImage,
    given: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): Promise<RunningImage> {
    const env = { HOST: "127.0.0.1", PORT: String(await freePort()), ...given };
    const child = startImage(image, { name, env });
    const { url } = await child.listening(undefined, signal);
    return new RunningImage(child, image, env, url);
  }

  /**
   * Holds the process against what the image promises: PID 1, its user and nobody's rights, a root
   * that it cannot write.
   *
   * @throws {Error} that names what was expected and what came.
   */
  async checkProcess(): Promise<void> {
    const init = await pidOfInit(this.#child);
    const status = await readFile(`/proc/${init}/status`, "utf8");
    const field = (name: string) =>
      new RegExp(`^${name}:\\s+(.*)$`, "m").exec(status)?.[1]?.split(/\s+/) ?? [];
    const [uid, gid] = this.#image.configuration.user?.split(":") ?? [];
    expect("all user ids", field("Uid"), Array(4).fill(uid));
    expect("all group ids", field("Gid"), Array(4).fill(gid));
    expect("its capabilities", field("CapEff"), ["0000000000000000"]);
    expect("its process id inside", field("NSpid").slice(-1), ["1"]);
    const mounts = (await readFile(`/proc/${init}/mountinfo`, "utf8")).trim().split("\n")
      .map((line) => line.split(" "));
    const root = mounts.findLast(([, , , , place]) => place === "/");
    expect("the options of its root", root?.[5]?.split(",").slice(0, 1) ?? [], ["ro"]);
    const writable = mounts.filter(([, , , , , options]) => options?.startsWith("rw"));
    const places = writable.map(([, , , , place]) => place!)
      .filter((place) => place !== "/proc" && !place.startsWith("/dev/"));
    expect("what it can write", places, ["/tmp"]);
  }

  /** Runs the image's own health check beside it. */
  async checkHealth(): Promise<void> {
    await checkHealth(this.#image, await pidOfInit(this.#child), this.#env);
  }

  /**
   * Ends it as Kubernetes does.
   *
   * @throws {ChildError} unless it ends by itself, with exit code 0.
   */
  async stop(): Promise<void> {
    const exit = await this.#child.stop();
    if (exit.code !== 0) {
      throw this.#child.error(
        `Cannot stop ${this.#child.name}: expected exit code 0 after SIGTERM, ${
          describeExit(exit)
        }`,
      );
    }
  }

  /** Ends it if it runs; says nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}

function expect(what: string, got: readonly string[], wanted: readonly string[]): void {
  if (got.join(" ") === wanted.join(" ")) return;
  throw new Error(`Cannot accept the image: expected ${what} to be ${wanted}, got ${got}`);
}
