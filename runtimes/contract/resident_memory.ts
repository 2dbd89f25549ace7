import { demand } from "@stt-bench/conformance";
import type { GatewayProcess } from "./gateway_process.ts";

const MIB = 1024 * 1024;

/** Resident memory of a gateway, in bytes. */
export async function residentBytes(gateway: GatewayProcess): Promise<number> {
  return await gateway.metric("process_resident_memory_bytes");
}

/**
 * Demands fewer than `most` bytes.
 *
 * @throws {Violation} that says in MiB what was expected of `what`, and what came.
 */
export function demandLess(what: string, bytes: number, most: number): void {
  const [got, expected] = [bytes, most].map((each) => `${(each / MIB).toFixed(1)} MiB`);
  demand(bytes < most, `${what}: expected less than ${expected}, got ${got}`);
}
