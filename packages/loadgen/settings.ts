import { FILE_NAME, runUrl } from "@stt-bench/collector/client";
import {
  addFlags,
  createCommand,
  decimal,
  integer,
  oneOf,
  readFlags,
  text,
  url,
  UsageError,
} from "@stt-bench/program";
import type { Flag, Flags, FlagsOf, Value } from "@stt-bench/program";
import { instant } from "./instant.ts";
import { shardFileName } from "./shard_file_name.ts";
import { shardValue } from "./shard.ts";

const durationMs = decimal(1, 3_600_000);
const durationSecs = decimal(0, 86_400);

const FLAGS = {
  url: {
    usage: "--url <url>",
    help: "the gateway's ws:// or wss:// URL (required)",
    value: url(["ws:", "wss:"]),
    isRequired: true,
  },
  sessions: {
    usage: "--sessions <n>",
    help: "concurrent sessions (required)",
    value: integer(1, 1_000_000),
    isRequired: true,
  },
  warmupSecs: withDefault("15", "--warmup-secs <s>", "streaming before the window", durationSecs),
  measureSecs: withDefault("90", "--measure-secs <s>", "the measured window", decimal(0.1, 86_400)),
  rampUpSecs: withDefault("0", "--ramp-up-secs <s>", "spread of the session starts", durationSecs),
  sessionStartSpreadMs: withDefault(
    "0",
    "--session-start-spread-ms <ms>",
    "the same, in addition",
    decimal(0, 3_600_000),
  ),
  repeat: withDefault("1", "--repeat <n>", "recorded in the output", integer(1)),
  connectTimeoutMs: withDefault(
    "5000",
    "--connect-timeout-ms <ms>",
    "from the start to the WebSocket",
    durationMs,
  ),
  sendTimeoutMs: withDefault(
    "5000",
    "--send-timeout-ms <ms>",
    "for the kernel to take a frame",
    durationMs,
  ),
  closeGraceMs: withDefault(
    "5000",
    "--close-grace-ms <ms>",
    "from our Close frame to the gateway's",
    durationMs,
  ),
  sessionGraceSecs: withDefault(
    "15",
    "--session-grace-secs <s>",
    "how long each frame of the window is awaited",
    durationSecs,
  ),
  flushIntervalMs: withDefault(
    "1000",
    "--flush-interval-ms <ms>",
    "the gateway's, which tells how many partials are due",
    durationMs,
  ),
  sessionSecs: {
    usage: "--session-secs <s>",
    help: "how long a session streams before a new one takes its place; without it, to the end",
    value: decimal(1, 86_400),
  },
  samplesOut: {
    usage: "--samples-out <file.csv>",
    help: "one row for each measured partial",
    value: text(),
  },
  histOut: {
    usage: "--hist-out <file.json>",
    help: "the histograms, to be merged without loss",
    value: text(),
  },
  serviceName: { usage: "--service-name <name>", help: "label in the output", value: text() },
  shard: withDefault(
    "0/1",
    "--shard <i/n>",
    "run only the sessions whose id modulo n is i",
    shardValue(),
  ),
  startAt: {
    usage: "--start-at <time>",
    help: "begin then, with other shards: RFC 3339, or milliseconds since 1970",
    value: instant(),
  },
  barrier: {
    usage: "--barrier <url>",
    help: "begin with the other shards, when all are there: http://<collector>/runs/<run>",
    value: runUrl(),
  },
  upload: {
    usage: "--upload <url>",
    help: "leave summary, histograms and samples there: http://<collector>/runs/<run>",
    value: runUrl(),
  },
  audio: {
    usage: "--audio <file.wav>",
    help: "stream a recording (16 kHz mono 16-bit), looped, instead of generated audio",
    value: text(),
  },
  slo: withDefault("balanced", "--slo <profile>", "balanced, or a JSON file of limits", text()),
  progress: withDefault(
    "auto",
    "--progress <how>",
    "auto, json (lines on standard error) or none",
    oneOf(["auto", "json", "none"]),
  ),
} as const satisfies Flags;

type Given = FlagsOf<typeof FLAGS>;

/** What a run is asked to do. */
export interface Settings extends Given {
  /** Recompute the numbers of every partial. */
  readonly verify: boolean;
  /** Print the summary as JSON. */
  readonly json: boolean;
}

/**
 * Reads the arguments of the program.
 *
 * @throws {UsageError} with one line for each wrong or missing flag.
 */
export function parseSettings(args: readonly string[]): Settings {
  const command = createCommand(
    "loadgen",
    "Streams real-time audio over N WebSocket sessions to a gateway, and times its answers.",
  );
  addFlags(command, FLAGS);
  command.option("--verify", "recompute the numbers of every partial", false);
  command.option("--json", "print the summary as JSON and nothing else", false);
  command.parse(args, { from: "user" });
  const given = command.opts<{ verify: boolean; json: boolean }>();
  const flags = readFlags(FLAGS, given);
  const problems = contradictions(flags);
  if (problems.length > 0) throw new UsageError(problems);
  return { ...flags, verify: given.verify, json: given.json };
}

/** What is wrong with flags that are right by themselves. */
function contradictions(flags: Given): string[] {
  const { shard, sessions, startAt, barrier, upload, serviceName } = flags;
  const problems: string[] = [];
  if (shard.index >= sessions) {
    problems.push(
      `Cannot run --shard ${shard.index}/${shard.count}: expected an i below --sessions ` +
        `${sessions}, got ${shard.index}`,
    );
  }
  if (startAt !== undefined && barrier !== undefined) {
    problems.push("Cannot begin at two times: expected --start-at or --barrier, got both");
  }
  const name = shardFileName(flags, "histograms.json");
  if (upload !== undefined && !FILE_NAME.test(name)) {
    problems.push(
      `Cannot --upload: expected a short --service-name of letters, digits, ".", "_", "+" and "-", ` +
        `got ${JSON.stringify(serviceName)}`,
    );
  }
  return problems;
}

function withDefault<T>(
  text: string,
  usage: string,
  help: string,
  value: Value<T>,
): Flag<T> & { default: string } {
  return { usage, help, value, default: text };
}
