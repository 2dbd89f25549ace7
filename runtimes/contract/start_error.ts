import { ChildError } from "@stt-bench/bench";
import type { Bed } from "./bed.ts";
import type { Env } from "./env.ts";

/**
 * Starts a gateway that must not start.
 *
 * @returns what it said.
 * @throws {Error} when it listens.
 */
export async function startError(bed: Bed, env: Env): Promise<ChildError> {
  try {
    await bed.startGateway(env);
  } catch (error) {
    if (error instanceof ChildError) return error;
    throw error;
  }
  throw new Error("Expected the gateway not to start, but it listens");
}
