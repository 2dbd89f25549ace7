import { cases, runCases } from "@stt-bench/conformance";
import { assertEquals } from "@std/assert";

/** Cases that need the project's own simulator, whose faults they plan. */
const NEED_SIMULATOR = ["one-in-flight"];

/** Holds the gateway at `url` (`ws://…`) against every case of the wire protocol. */
export async function proveConformance(url: string, flushIntervalMs = 1000): Promise<void> {
  const wire = cases.filter(({ profile, name }) =>
    profile === "wire" && !NEED_SIMULATOR.includes(name)
  );
  const results = await runCases(wire, { url, flushIntervalMs });
  const failed = results.filter(({ outcome }) => outcome !== "pass");
  assertEquals(failed.map(({ name, detail }) => `${name}: ${detail}`), []);
}
