import { createCommand, integer, oneOf } from "@stt-bench/program";
import { FlagReader } from "../options/flag_reader.ts";
import { variants } from "../programs/variants.ts";

/** What to stop, under which load, and for how long. */
export interface StallOptions {
  /** Name of the gateway's variant, a native one. */
  readonly variant: string;
  readonly sessions: number;
  readonly stallSecs: number;
  /** Print the report as JSON. */
  readonly json: boolean;
}

/**
 * Not the tuned ones: they leave half a second of audio in the socket buffers, which hold an eighth
 * of a second here, and so they fall behind without any stall.
 */
const names = variants.filter(({ tuned }) => tuned === "neither").map(({ name }) => name);

/**
 * Reads the arguments of `stall`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseStallOptions(args: readonly string[]): StallOptions {
  const command = createCommand(
    "stall",
    "Stops a gateway under load, and shows which latencies see it (coordinated omission).",
  )
    .option("--variant <name>", `the gateway: ${names.join(", ")} (node)`)
    .option("--sessions <n>", "sessions at the same time (20)")
    .option("--stall-secs <n>", "how long the gateway is stopped (4)")
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      "\nEverything runs in a network of its own with small socket buffers, so that sends block soon." +
        "\nExit codes: 0 shown, 1 not shown, 2 wrong usage, 3 invalid (no such network here, or the" +
        "\ntools were the limit), 130 interrupted.",
    );
  const flags = new FlagReader(command.parse([...args], { from: "user" }).opts());
  const options: StallOptions = {
    variant: flags.value("variant", oneOf(names), "node"),
    sessions: flags.value("sessions", integer(1, 200), 20),
    // Below, the median could not show it; above, the gateway's limit of the frame rate strikes.
    stallSecs: flags.value("stall-secs", integer(3, 8), 4),
    json: flags.isOn("json"),
  };
  flags.check();
  return options;
}
