import { demand, Violation } from "@stt-bench/conformance";
import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const entryFields = {
  "@timestamp": v.pipe(v.string(), v.isoTimestamp()),
  level: v.picklist(["INFO", "WARN", "ERROR"]),
  logger: v.string(),
};

const Entry = v.looseObject({ ...entryFields, message: v.string() });

/** A line of a log. */
export type LogEntry = v.InferOutput<typeof Entry>;

const SessionEnd = v.strictObject({
  ...entryFields,
  message: v.literal("session ended"),
  /** Only of one of several workers. */
  worker: v.optional(count),
  pid: v.optional(count),
  id: count,
  peer: v.pipe(v.string(), v.nonEmpty()),
  code: count,
  cause: v.string(),
  frames: v.strictObject({
    received: count,
    acknowledged: count,
    failed: count,
    dropped: count,
    discarded: count,
  }),
  duration_ms: count,
});

/** All that the line of a session's end may say. */
export type LoggedSessionEnd = v.InferOutput<typeof SessionEnd>;

/** Frames of a session that has ended, by what became of them. */
export type LoggedFrames = LoggedSessionEnd["frames"];

/** Every line that a gateway has written to its log. */
export class GatewayLog {
  readonly #lines: string[] = [];

  /** A log with `lines`. */
  static of(lines: readonly string[]): GatewayLog {
    const log = new GatewayLog();
    for (const line of lines) log.add(line);
    return log;
  }

  /** Takes a further line. */
  add(line: string): void {
    this.#lines.push(line);
  }

  /** All lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /**
   * The lines, parsed.
   *
   * @throws {Violation} that has the first line which is no entry.
   */
  get entries(): readonly LogEntry[] {
    return this.#lines.map((line) => read(Entry, line, () => JSON.parse(line)));
  }

  /**
   * The entries of sessions that have ended, one each.
   *
   * @throws {Violation} when one has two of them, its frames don't balance, or a line is no entry.
   */
  get sessionEnds(): readonly LoggedSessionEnd[] {
    const ends = this.entries.filter(({ message }) => message === "session ended")
      .map((entry) => read(SessionEnd, JSON.stringify(entry), () => entry));
    const seen = new Set<string>();
    for (const end of ends) {
      const session = `${end.pid ?? ""}/${end.id}`;
      demand(!seen.has(session), `Expected one line for session ${session}, got another`);
      seen.add(session);
      demandBalance(end);
    }
    return ends;
  }

  /**
   * Checks every line.
   *
   * @throws {Violation} when a line is no entry, is wrong, or tells of a bug.
   */
  check(): void {
    void this.sessionEnds;
    const bug = this.entries.find(({ message }) => message === "bug");
    demand(bug === undefined, `Expected no bug, got ${JSON.stringify(bug)}`);
  }
}

function read<S extends v.GenericSchema>(
  schema: S,
  line: string,
  readLine: () => unknown,
): v.InferOutput<S> {
  try {
    return v.parse(schema, readLine());
  } catch (error) {
    throw new Violation(`Expected a line of the log, got ${line} (${(error as Error).message})`);
  }
}

function demandBalance({ id, frames }: LoggedSessionEnd): void {
  const { received, acknowledged, failed, dropped, discarded } = frames;
  const ended = acknowledged + failed + dropped + discarded;
  demand(
    received === ended,
    `Frames of session ${id}: expected ${received} with an outcome, got ${JSON.stringify(frames)}`,
  );
}
