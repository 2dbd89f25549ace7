import { ManualClock, ScriptedInference } from "@stt-bench/core/testing";
import type { SessionSettings } from "@stt-bench/core";
import { Gateway } from "../gateway.ts";

/** Headers of a good WebSocket handshake (RFC 6455 §1.2). */
export const HANDSHAKE = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** A gateway, and what a test moves it with. */
export interface GatewaySetUp {
  readonly clock: ManualClock;
  readonly inference: ScriptedInference;
  readonly gateway: Gateway;
  /** What the gateway has reported as bugs. */
  readonly bugs: unknown[];
}

/** A gateway on a manual clock and a scripted model. */
export function setUpGateway(
  { maxSessions = 2, settings = {}, adminUrl }: {
    maxSessions?: number;
    adminUrl?: string;
    settings?: Partial<SessionSettings>;
  } = {},
): GatewaySetUp {
  const clock = new ManualClock();
  const inference = new ScriptedInference();
  const bugs: unknown[] = [];
  const build = {
    runtime: "test",
    version: "1.2.3",
    variant: "test-tuned",
    inference_client: "x",
    inference_protocol: "y",
  };
  const gateway = new Gateway({
    clock,
    inference,
    settings,
    maxSessions,
    build,
    adminUrl,
    onBug: (bug) => bugs.push(bug),
  });
  return { clock, inference, gateway, bugs };
}
