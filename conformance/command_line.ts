import { createCommand, flag, integer, oneOf, url, UsageError } from "@stt-bench/program";
import type { Profile } from "./case.ts";
import type { Target } from "./gateway.ts";

/** What the command line asks for. */
export interface CommandLine {
  readonly target: Target;
  readonly profile: Profile;
  /** Names of cases; all when empty. */
  readonly only: readonly string[];
  readonly list: boolean;
  readonly json: boolean;
}

const HELP = `
Cases are of two kinds: "wire" is the protocol that gateways in every language share, "ours" what
the gateways of this project promise besides. All of them run; the profile says which must pass.

Exit codes: 0 passed, 1 failed, 2 wrong usage, 130 interrupted.`;

/**
 * Parses the arguments of the program.
 *
 * @throws {UsageError}
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const command = createCommand(
    "conformance",
    "Holds a gateway, in any language, against the wire protocol.",
  )
    .option(
      "--url <url>",
      "the gateway: ws://host:port/ws/stt",
      flag("--url", url(["ws:", "wss:"])),
    )
    .option(
      "--inference-url <url>",
      "its inference simulator, where that is ours",
      flag("--inference-url", url(["http:"])),
    )
    .option(
      "--flush-interval-ms <ms>",
      "the gateway's FLUSH_INTERVAL_MS",
      flag("--flush-interval-ms", integer(50, 60_000)),
      1000,
    )
    .option(
      "--profile <profile>",
      "wire or ours: what must pass",
      flag("--profile", oneOf(["wire", "ours"])),
      "wire",
    )
    .option("--only <names>", "cases to run, separated by commas", splitNames, [])
    .option("--list", "list the cases and run nothing", false)
    .option("--json", "print the result as JSON on stdout, and progress on stderr", false)
    .addHelpText("after", HELP);
  const options = command.parse(args, { from: "user" }).opts();
  const { url: address, inferenceUrl, flushIntervalMs, profile, only, list, json } = options;
  if (address === undefined && !list) {
    throw new UsageError(["Cannot run: expected --url ws://host:port/ws/stt, got none"]);
  }
  const target = { url: address, flushIntervalMs, ...(inferenceUrl && { inferenceUrl }) };
  return { target, profile, only, list, json };
}

function splitNames(given: string, before: readonly string[]): readonly string[] {
  return [...before, ...given.split(",").map((name) => name.trim()).filter((name) => name !== "")];
}
