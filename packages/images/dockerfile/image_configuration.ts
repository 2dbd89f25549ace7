import { execForm } from "./exec_form.ts";
import type { Stage, Step } from "./parse_dockerfile.ts";

/** What a stage says of the process that runs in it. */
export interface ImageConfiguration {
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** As it stands there, `65532:65532`; undefined for root. */
  readonly user: string | undefined;
  /** Undefined where it is missing or a shell's. */
  readonly entrypoint: readonly [string, ...string[]] | undefined;
  /** The command of the health check; `none` where it is turned off. */
  readonly healthCheck: readonly [string, ...string[]] | "none" | undefined;
  readonly ports: readonly number[];
}

/** Gathers what the steps of `stage` set; the last of several counts. */
export function imageConfiguration({ steps }: Stage): ImageConfiguration {
  const last = (keyword: string) => steps.findLast((step) => step.keyword === keyword);
  const merged = (keyword: string) =>
    Object.assign({}, ...steps.filter((step) => step.keyword === keyword).map((s) => s.values));
  return {
    env: merged("ENV"),
    labels: merged("LABEL"),
    workingDirectory: last("WORKDIR")?.text ?? "/",
    user: last("USER")?.text,
    entrypoint: execForm(last("ENTRYPOINT")?.text ?? ""),
    healthCheck: readHealthCheck(last("HEALTHCHECK")),
    ports: steps.filter(({ keyword }) => keyword === "EXPOSE").map(({ text }) => parseInt(text)),
  };
}

function readHealthCheck(step: Step | undefined): ImageConfiguration["healthCheck"] {
  if (step === undefined) return undefined;
  if (step.text.toUpperCase() === "NONE") return "none";
  return execForm(step.text.replace(/^CMD\s+/i, ""));
}
