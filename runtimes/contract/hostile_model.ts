import { demand, demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { hostileServerProblem, startHostileServer } from "@stt-bench/http2/testing/hostile_server";
import { INFER_PATH } from "@stt-bench/protocol";
import type { Bed } from "./bed.ts";
import type { Env } from "./env.ts";
import type { GatewayProcess } from "./gateway_process.ts";
import { ModelLine } from "./model_line.ts";

let skip: readonly [reason: string | undefined] | undefined;

/** Why no hostile model can be had here; undefined when one can. Looks once: that blocks the event loop. */
export function skipWithoutHostileServer(): string | undefined {
  skip ??= [hostileServerProblem()];
  return skip[0];
}

/** A gateway, and the line to its model. */
export interface LinedGateway {
  readonly gateway: GatewayProcess;
  readonly line: ModelLine;
}

const lines = new WeakMap<Bed, Map<string, Promise<ModelLine>>>();

/** A gateway with `env` behind a line to the simulator; all cases of the bed share both. */
export async function keptLinedGateway(bed: Bed, env: Env): Promise<LinedGateway> {
  const ofBed = lines.get(bed) ?? new Map<string, Promise<ModelLine>>();
  lines.set(bed, ofBed);
  const key = JSON.stringify(env);
  const opening = ofBed.get(key) ?? ModelLine.to(bed.simulatorUrl);
  ofBed.set(key, opening);
  const line = await opening;
  return { gateway: await bed.keptGateway({ ...env, INFERENCE_URL: line.url }), line };
}

/**
 * Runs `use` while the model of a gateway with `env` commits `mischief`. Sees that whoever was there
 * before still is and is served after it, and that h2 found nothing wrong with what the gateway said.
 */
export async function withHostileModel(
  bed: Bed,
  mischief: string,
  env: Env,
  use: (lined: LinedGateway) => Promise<void>,
): Promise<void> {
  const lined = await keptLinedGateway(bed, env);
  const bystander = await lined.gateway.startWith(1);
  await bystander.acknowledge(1);
  const { child, url } = await startHostileServer(mischief, bed.simulatorUrl + INFER_PATH);
  try {
    await lined.line.switchTo(url);
    await use(lined);
  } finally {
    await lined.line.switchTo(bed.simulatorUrl);
    await child.stop();
  }
  demandEqual("What h2 says of the gateway", child.log.join("\n"), "");
  await serveAgain(bystander);
}

/** Sends frames until one is acknowledged; what was under way at the switch may be lost before. */
export async function serveAgain(session: Session): Promise<void> {
  for (let errors = 0; errors <= 1; errors++) {
    session.sendFrames(1);
    if ((await session.message()).message.type === "partial") return;
  }
  demand(false, "Expected one error at most once the model is back, got two");
}
