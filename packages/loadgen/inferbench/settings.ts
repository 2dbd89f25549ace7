import {
  addFlags,
  createCommand,
  decimal,
  integer,
  oneOf,
  readFlags,
  url,
} from "@stt-bench/program";
import type { Flags, FlagsOf } from "@stt-bench/program";

const timeoutMs = decimal(1, 3_600_000);

const FLAGS = {
  url: {
    usage: "--url <url>",
    help: "the inference service's http:// URL (required)",
    value: url(["http:"]),
    isRequired: true,
  },
  concurrency: {
    usage: "--concurrency <n>",
    help: "most requests under way at once",
    value: integer(1, 1_000_000),
    default: "64",
  },
  clients: {
    usage: "--clients <n>",
    help: "clients that share them; over h2 each has one connection",
    value: integer(1, 10_000),
    default: "4",
  },
  rps: {
    usage: "--rps <r>",
    help: "open loop: requests a second, whatever the service does (without it: closed loop)",
    value: decimal(0.001, 1_000_000),
  },
  durationSecs: {
    usage: "--duration-secs <s>",
    help: "how long requests are sent",
    value: decimal(0.1, 86_400),
    default: "30",
  },
  payloadFrames: {
    usage: "--payload-frames <n>",
    help: "20 ms frames in a request, 640 bytes each",
    value: integer(1, 100_000),
    default: "50",
  },
  cpuPasses: {
    usage: "--cpu-passes <n>",
    help: "x-cpu-passes of a request",
    value: integer(0, 10_000),
    default: "4",
  },
  timeoutMs: {
    usage: "--timeout-ms <ms>",
    help: "from the send to the whole answer",
    value: timeoutMs,
    default: "2000",
  },
  connectTimeoutMs: {
    usage: "--connect-timeout-ms <ms>",
    help: "for a connection to open",
    value: timeoutMs,
    default: "1000",
  },
  protocol: {
    usage: "--protocol <protocol>",
    help: "h2 (prior knowledge) or h1",
    value: oneOf(["h2", "h1"]),
    default: "h2",
  },
} as const satisfies Flags;

/** What a run is asked to do; without `rps` it is a closed loop. */
export interface Settings extends FlagsOf<typeof FLAGS> {
  /** Print the result as JSON. */
  readonly json: boolean;
}

/**
 * Reads the arguments of the program.
 *
 * @throws {UsageError} with one line for each wrong or missing flag.
 */
export function parseSettings(args: readonly string[]): Settings {
  const command = createCommand(
    "inferbench",
    "Drives POST /infer of an inference service alone, and times its answers.",
  );
  addFlags(command, FLAGS);
  command.option("--json", "print the result as JSON and nothing else", false);
  command.parse(args, { from: "user" });
  const given = command.opts<{ json: boolean }>();
  return { ...readFlags(FLAGS, given), json: given.json };
}
