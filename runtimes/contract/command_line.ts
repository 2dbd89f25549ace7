import { createCommand, UsageError } from "@stt-bench/program";
import { contractVariants } from "./contract_variants.ts";
import { splitNames, unknownNames } from "./name_flag.ts";
import { suite } from "./suite.ts";

/** What the command line asks for. */
export interface CommandLine {
  /** Names of variants, in the order of tables. */
  readonly variants: readonly string[];
  /** Names of cases; all cases when it is left out. */
  readonly only?: ReadonlySet<string>;
  readonly list: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly check: boolean;
}

const HELP = `
Cases are those of conformance and those of the contract, which configure a gateway, break its model
or its clients. What came of them goes to results/contract, where --check finds it.

Exit codes: 0 passed, 1 failed, 2 wrong usage, 130 interrupted.`;

/**
 * Parses the arguments of the program.
 *
 * @throws {UsageError}
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const names = contractVariants.map(({ name }) => name);
  const command = createCommand("contract", "Runs every case against gateways of ours.")
    .option("--variants <names>", `some of ${names.join(", ")} (default: all)`, splitNames, [])
    .option("--only <names>", "cases to run, separated by commas (default: all)", splitNames, [])
    .option("--list", "list the cases and run nothing", false)
    .option("--json", "print the results as JSON on stdout, and progress on stderr", false)
    .option("--write", "write RELIABILITY.md from what came of all cases on all variants", false)
    .option("--check", "run nothing: does RELIABILITY.md say what the last run saw?", false)
    .addHelpText("after", HELP);
  const options = command.parse(args, { from: "user" }).opts();
  const { variants: wanted, only, list, json, write, check } = options;
  const problems = [
    ...unknownNames("--variants", wanted, names, "--help"),
    ...unknownNames("--only", only, suite.map(({ name }) => name), "--list"),
    ...conflicts({ write, check, selects: wanted.length + only.length > 0 }),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  return {
    variants: names.filter((name) => wanted.length === 0 || wanted.includes(name)),
    ...(only.length > 0 && { only: new Set<string>(only) }),
    list,
    json,
    write,
    check,
  };
}

/** The page is of everything, and either made or checked. */
function conflicts(
  { write, check, selects }: { write: boolean; check: boolean; selects: boolean },
): string[] {
  if (write && check) return ["Cannot run: expected --write or --check, got both"];
  if (!selects || !(write || check)) return [];
  return [`Cannot run: expected ${write ? "--write" : "--check"} of everything, got a selection`];
}
