import { createCommand, decimal, integer, oneOf, read, url, UsageError } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";

interface Flag<T> {
  readonly usage: string;
  readonly help: string;
  readonly value: Value<T>;
  /** As text; a flag without one may be left out. */
  readonly default?: string;
}

const timeoutMs = decimal(1, 3_600_000);

const FLAGS = {
  url: {
    usage: "--url <url>",
    help: "the inference service's http:// URL (required)",
    value: url(["http:"]),
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
} as const satisfies Record<string, Flag<unknown>>;

/** What a run is asked to do. */
export interface Settings {
  readonly url: string;
  readonly concurrency: number;
  readonly clients: number;
  /** Undefined is a closed loop. */
  readonly rps: number | undefined;
  readonly durationSecs: number;
  readonly payloadFrames: number;
  readonly cpuPasses: number;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly protocol: "h2" | "h1";
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
  for (const { usage, help, default: text } of Object.values<Flag<unknown>>(FLAGS)) {
    command.option(usage, help, text);
  }
  command.option("--json", "print the result as JSON and nothing else", false);
  command.parse(args, { from: "user" });
  const { json, ...given } = command.opts<Record<string, string> & { json: boolean }>();
  return { ...readFlags(given), json };
}

function readFlags(given: Readonly<Record<string, string>>): Omit<Settings, "json"> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { usage, value }] of Object.entries<Flag<unknown>>(FLAGS)) {
    const text = given[name];
    if (text === undefined) continue;
    const reading = read(usage.split(" ", 1)[0]!, value, text);
    if (reading.ok) values[name] = reading.value;
    else problems.push(reading.problem);
  }
  if (given["url"] === undefined) {
    problems.unshift("Cannot start without --url: expected --url <url>, got nothing");
  }
  if (problems.length > 0) throw new UsageError(problems);
  return values as unknown as Omit<Settings, "json">;
}
