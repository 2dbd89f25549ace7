import { bracketProfiles, reactorVariants, variants } from "@stt-bench/bench";
import { createCommand, flag, list, oneOf, text, UsageError } from "@stt-bench/program";
import { root } from "@stt-bench/toolchain";

/** What the command line asks for. */
export interface PublishOptions {
  readonly profile: (typeof bracketProfiles)[number];
  /** Names of the gateways that are measured. */
  readonly variants: readonly string[];
  /** The folder that the folder of all results goes into. */
  readonly out: string;
  /** The folder of a measurement that was broken off, to go on with. */
  readonly resume?: string;
  /** Folders of results that are there: nothing is measured. */
  readonly from?: readonly string[];
  /** The checkout whose file, report and README are written. */
  readonly into: string;
  /** Only says what it would run, and how long. */
  readonly dryRun: boolean;
}

/** Every gateway that has a runtime: the program in C, the measuring stick, is none to choose. */
const names = [...variants, ...reactorVariants].map(({ name }) => name);

/**
 * Reads the arguments of `results:publish`.
 *
 * @throws {UsageError} for wrong flags, and those that exclude each other.
 */
export function parsePublishOptions(args: readonly string[]): PublishOptions {
  const expected = `some of ${names.join(", ")}`;
  const some = list(expected, (name) => names.includes(name));
  const command = createCommand(
    "results:publish",
    "Measures the reference protocol and writes what came of it: docs/results/results.json, docs/report/," +
      " and the README's tables.",
  )
    .option(
      "--profile <name>",
      "timings of a run; quick is for small machines, and said beside the numbers",
      flag("--profile", oneOf(bracketProfiles)),
      "reference",
    )
    .option("--variants <a,b>", "gateways to measure", flag("--variants", some), names)
    .option("--out <dir>", "folder that the results go into", "results")
    .option("--resume <dir>", "go on with a measurement that was broken off")
    .option("--from <results...>", "measure nothing, take these folders of results")
    .option(
      "--into <dir>",
      "checkout whose documents are written (this one)",
      flag("--into", text()),
    )
    .option("--dry-run", "say what it would run and how long, and do nothing", false)
    .parse([...args], { from: "user" });
  const options = command.opts<Omit<PublishOptions, "into"> & { into?: string }>();
  refuse(options.variants.length === 0, `--variants: expected ${expected}, got none`);
  const measuring = ["profile", "variants", "out"].filter((name) =>
    command.getOptionValueSource(name) === "cli"
  );
  refuse(
    options.resume !== undefined && measuring.length > 0,
    `--resume with --${measuring.join(", --")}: expected what it began with`,
  );
  refuse(
    options.from !== undefined && [...measuring, ...options.resume ? ["resume"] : []].length > 0,
    "--from with a flag that measures: expected folders of results alone",
  );
  return { ...options, into: options.into ?? root };
}

function refuse(isWrong: boolean, what: string): void {
  if (isWrong) throw new UsageError([`Cannot use ${what}`]);
}
