import { PATIENCE_MS } from "../client/web_socket_client.ts";
import type { WebSocketClient } from "../client/web_socket_client.ts";
import { demand, demandEqual } from "../violation.ts";

/** How a gateway should close. */
export interface ExpectedClose {
  /** The code, or those that will do. */
  readonly code: number | readonly number[];
  /** The whole reason; any when left out. */
  readonly reason?: string;
}

/**
 * Demands that the very next event is this close, and that the connection ends after it
 * (RFC 6455 §7.1.1: the server closes first).
 *
 * @throws {Violation}
 */
export async function expectClose(
  client: WebSocketClient,
  expected: ExpectedClose,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const { code, reason } = await client.expect("close", patienceMs);
  const codes = [expected.code].flat();
  demand(
    codes.includes(code ?? 0),
    `Close code: expected ${codes.join(" or ")}, got ${code ?? "none"}`,
  );
  if (expected.reason !== undefined) demandEqual("Close reason", reason, expected.reason);
  const event = await client.poll(PATIENCE_MS);
  demand(
    event?.type === "end" || event?.type === "reset",
    `Expected the connection to end after its Close frame, got ${event?.type ?? "nothing"}`,
  );
}
