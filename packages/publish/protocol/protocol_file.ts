import { join } from "node:path";
import { readJsonFile, writeFileAtomically } from "@stt-bench/results";
import * as v from "valibot";
import { ProtocolStep } from "./protocol_step.ts";

/** Name of the file with the steps of a measurement, which `--resume` reads. */
const FILE = "protocol.json";

const ProtocolFile = v.strictObject({
  schema_version: v.literal(1),
  steps: v.array(ProtocolStep),
});

/** Writes down what is measured in `directory`. */
export async function writeProtocol(
  directory: string,
  steps: readonly ProtocolStep[],
): Promise<void> {
  const text = JSON.stringify({ schema_version: 1, steps }, null, 2);
  await writeFileAtomically(join(directory, FILE), `${text}\n`);
}

/**
 * Reads what is measured in `directory`.
 *
 * @throws {Error} that names the file, and what of it isn't as it should be.
 */
export async function readProtocol(directory: string): Promise<readonly ProtocolStep[]> {
  return (await readJsonFile(ProtocolFile, join(directory, FILE))).steps;
}
