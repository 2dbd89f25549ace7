import type { LoggedFrames } from "./gateway_log.ts";
import type { GatewayProcess } from "./gateway_process.ts";

const OUTCOMES = ["acknowledged", "failed", "dropped", "discarded"];

/** Frames that a gateway has received, and what became of them, as its metrics say at one moment. */
export async function framesOf(gateway: GatewayProcess): Promise<LoggedFrames> {
  const [received, acknowledged, failed, dropped, discarded] = await gateway.metrics([
    "stt_gateway_frames_received_total",
    ...OUTCOMES.map((outcome) => `stt_gateway_frames_ended_total{outcome="${outcome}"}`),
  ]) as [number, number, number, number, number];
  return { received, acknowledged, failed, dropped, discarded };
}
