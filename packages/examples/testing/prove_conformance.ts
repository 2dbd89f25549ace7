import { cases, runCases } from "@stt-bench/conformance";
import { assertEquals } from "@std/assert";

/** Cases that plan faults of the project's own simulator. */
const NEED_SIMULATOR = ["one-in-flight"];

/**
 * Holds the gateway at `url` (`ws://…`) against every case of the wire protocol; those that need the
 * simulator behind it only where that is at `inferenceUrl`.
 */
export async function proveConformance(url: string, inferenceUrl?: string): Promise<void> {
  const wire = cases.filter(({ profile, name }) =>
    profile === "wire" && (inferenceUrl !== undefined || !NEED_SIMULATOR.includes(name))
  );
  const target = {
    url,
    flushIntervalMs: 1000,
    ...(inferenceUrl !== undefined && { inferenceUrl }),
  };
  const results = await runCases(wire, target);
  const failed = results.filter(({ outcome }) => outcome !== "pass");
  assertEquals(failed.map(({ name, detail }) => `${name}: ${detail}`), []);
}
