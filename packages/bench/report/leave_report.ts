import { join } from "node:path";
import process from "node:process";

/** The folder of the report, in that of the results. */
const REPORT = "report";

/**
 * Makes the report of a folder of results. What was measured stands even if that goes wrong: then it
 * says so on standard error, and how to try again.
 *
 * @returns the path of its page; undefined if there is none.
 */
export async function leaveReport(directory: string): Promise<string | undefined> {
  try {
    // Only now, as it brings charts and fonts along that no measurement should wait for.
    const { writeReport } = await import("@stt-bench/report");
    const out = join(directory, REPORT);
    await writeReport({ directories: [directory], out });
    return join(out, "report.html");
  } catch (error) {
    process.stderr.write(
      `! Cannot make the report, the results are whole: ${(error as Error).message}\n` +
        `! Try again: deno task report ${directory}\n`,
    );
    return undefined;
  }
}
