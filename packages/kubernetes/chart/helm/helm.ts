import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

/**
 * The Kubernetes that charts are rendered for. A Helm that was built from source takes itself to be for
 * one of years ago.
 */
const KUBE_VERSION = "1.34.0";

/** What Helm may write, in bytes: a hundred times as much as our chart makes. */
const MOST_BYTES = 20_000_000;

/** What Helm has not done, in its own words. */
export class HelmError extends Error {
  override name = "HelmError";
}

/** A release that a chart is rendered as. */
export interface HelmRelease {
  /** The chart's folder. */
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  /** Files of values, each before the next. */
  readonly values?: readonly string[];
  /** Values besides, as `--set` takes them: `loadgen.gateway=bun`. */
  readonly set?: readonly string[];
}

/** The program `helm`, for what it does without a cluster. */
export class Helm {
  readonly #path: string;
  readonly #signal: AbortSignal | undefined;

  /** @param path of the executable */
  constructor(path: string, signal?: AbortSignal) {
    this.#path = path;
    this.#signal = signal;
  }

  /** Holds a chart, with these values, against Helm's own rules. @throws {HelmError} if it breaks one. */
  async lint(release: HelmRelease): Promise<void> {
    await this.#run(["lint", release.chart, "--strict", ...flagsOf(release)]);
  }

  /** The manifests of a release, as YAML documents. @throws {HelmError} that says why there are none. */
  template(release: HelmRelease): Promise<string> {
    return this.#run(["template", release.name, release.chart, ...flagsOf(release)]);
  }

  async #run(args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(this.#path, args, {
        signal: this.#signal,
        maxBuffer: MOST_BYTES,
        // No plugin of the user's may have a say.
        env: { ...process.env, HELM_NO_PLUGINS: "1" },
      });
      return stdout;
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw new HelmError(`Cannot run helm ${args.join(" ")}: ${sayingsOf(error)}`);
    }
  }
}

function flagsOf({ namespace, values = [], set = [] }: HelmRelease): string[] {
  return [
    ...["--namespace", namespace, "--kube-version", KUBE_VERSION],
    ...values.flatMap((file) => ["--values", file]),
    ...set.flatMap((value) => ["--set", value]),
  ];
}

/** `helm lint` tells on standard output what is wrong, others on standard error. */
function sayingsOf(error: unknown): string {
  const { stdout = "", stderr = "", message = String(error) } = error as {
    stdout?: string;
    stderr?: string;
    message?: string;
  };
  const said = `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "").join("\n");
  return said || message;
}
