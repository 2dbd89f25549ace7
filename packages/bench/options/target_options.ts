import { integer, oneOf, text, url } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";
import type { Command } from "commander";
import * as v from "valibot";
import { runtimes } from "../programs/runtime.ts";
import type { Runtime } from "../programs/runtime.ts";
import { otherVariants, variants } from "../programs/variants.ts";
import type { Variant } from "../programs/variants.ts";
import { ownTarget } from "../run/target.ts";
import type { Target } from "../run/target.ts";
import type { FlagReader } from "./flag_reader.ts";

/** What is measured, and what the folder of results is called after the time. */
export interface TargetOptions {
  readonly targets: readonly Target[];
  readonly name: string;
}

/** A name that is safe as a part of a file's. */
const fileName: Value<string> = v.pipe(
  v.string(),
  v.regex(/^[\w.-]+$/, "letters, digits, dots, dashes and underscores"),
);

/** Flags that make no sense for a gateway that isn't ours to start. */
const OWN_ONLY = [
  "variants",
  "runtime",
  "workers",
  "port",
  "gateway-cpus",
  "cpu-limit",
  "memory-limit",
];

/** Declares the flags that choose what is measured. */
export function addTargetOptions(command: Command): Command {
  const names = (variants: readonly Variant[]) => variants.map(({ name }) => name).join(", ");
  const choice = `${names(variants)} (default: all of these); ${names(otherVariants)}`;
  return command
    .option("--variants <a,b>", `gateways of ours: ${choice}`)
    .option("--runtime <name>", `all gateways of one runtime: ${runtimes.join(", ")}`)
    .option("--workers <1,2>", "processes of each gateway; several numbers measure each (1)")
    .option("--url <url>", "anybody's gateway, which runs already: ws://host:port/ws/stt")
    .option("--pid <n>", "process of that gateway, to read its CPU time and memory")
    .option("--name <name>", "name of the folder of results, and of the gateway at --url");
}

/**
 * Reads them.
 *
 * @param program names the folder of results unless `--name` does
 * @param candidates the gateways that there are to choose from
 */
export function readTargetOptions(
  flags: FlagReader,
  program: string,
  candidates: readonly Variant[] = variants,
): TargetOptions {
  const runtime = flags.value("runtime", oneOf(runtimes), undefined);
  const foreignUrl = flags.value("url", url(["ws:", "wss:"]), undefined);
  const pid = flags.value("pid", integer(1, 2 ** 22), undefined);
  const name = flags.value("name", fileName, undefined);
  if (foreignUrl === undefined) {
    if (pid !== undefined) flags.refuse("Cannot use --pid: expected --url with it, got none");
    return {
      targets: chooseOwn(flags, ofRuntime(candidates, runtime), ofRuntime(otherVariants, runtime)),
      name: name ?? (runtime === undefined ? program : `${program}-${runtime}`),
    };
  }
  for (const flag of OWN_ONLY.filter((flag) => flags.isGiven(flag))) {
    flags.refuse(`Cannot use --${flag} with --url: expected a gateway that is ours to start`);
  }
  const label = name ?? "gateway";
  return { targets: [{ kind: "foreign", label, url: foreignUrl, pid }], name: label };
}

function ofRuntime(candidates: readonly Variant[], runtime: Runtime | undefined) {
  return candidates.filter((variant) => runtime === undefined || variant.runtime === runtime);
}

/** All `candidates` by default; `others` are measured only when they are named. */
function chooseOwn(
  flags: FlagReader,
  candidates: readonly Variant[],
  others: readonly Variant[],
): readonly Target[] {
  const workers = readWorkers(flags);
  return chooseVariants(flags, candidates, others).flatMap((variant) =>
    workers.map((count) => ownTarget(variant, count))
  );
}

function readWorkers(flags: FlagReader): readonly number[] {
  const workers = flags.list("workers", integer(1, 256));
  return workers.length === 0 ? [1] : workers;
}

function chooseVariants(
  flags: FlagReader,
  candidates: readonly Variant[],
  others: readonly Variant[],
): readonly Variant[] {
  const names = flags.list("variants", text());
  if (names.length === 0) return candidates;
  const choice = [...candidates, ...others];
  return names.flatMap((name) => {
    const variant = choice.find((variant) => variant.name === name);
    if (variant !== undefined) return [variant];
    const expected = choice.map(({ name }) => name).join(", ");
    flags.refuse(
      `Cannot parse --variants: expected some of ${expected}, got ${JSON.stringify(name)}`,
    );
    return [];
  });
}
