import { after, test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { startGateway, startSimulator, sttUrl } from "@stt-bench/bench";
import { cases as conformanceCases, runCases } from "@stt-bench/conformance";
import type { CaseResult } from "@stt-bench/conformance";
import { Bed } from "./bed.ts";
import { contractCases } from "./cases/mod.ts";
import { findDeviation } from "./deviations.ts";
import { IdleSession } from "./idle_session.ts";

const FLUSH_INTERVAL_MS = 250;

/**
 * Registers the tests of one variant: every conformance case, and every case of the contract. A case
 * that {@linkcode deviations} lists must fail, and exactly in the way that is written there.
 */
export function testContract(variant: string): void {
  const started: { end(): Promise<void> }[] = [];
  after(async () => {
    await Promise.all(started.map((each) => each.end()));
  });
  const keep = <T extends { end(): Promise<void> }>(each: T): T => {
    started.push(each);
    return each;
  };
  const idle = once(async () => keep(await IdleSession.open(variant)));
  const conformance = once(() => runConformance(variant));
  const bed = once(async () => keep(await Bed.make(variant)));

  test(`${variant} runs`, async () => {
    await idle();
    await conformance();
  });
  for (const { name, claim } of conformanceCases) {
    test(`${variant}: ${claim}`, async () => {
      const result = (await conformance()).find((each) => each.name === name);
      judge(variant, name, result?.outcome === "pass" ? undefined : result?.detail ?? "");
    });
  }
  for (const { name, claim, run, skip } of contractCases) {
    test(`${variant}: ${claim}`, async (context) => {
      const reason = await skip?.();
      if (reason !== undefined) return context.skip(reason);
      const problem = await problemOf(() => bed().then(run));
      await (await bed()).clear();
      judge(variant, name, problem?.message);
    });
  }
  test(`${variant}: A session that says nothing is neither pinged nor closed`, async () => {
    await (await idle()).check();
  });
}

async function runConformance(variant: string): Promise<readonly CaseResult[]> {
  const simulator = await startSimulator({ env: { FAULTS: "1" } });
  const env = {
    INFERENCE_URL: simulator.url,
    FLUSH_INTERVAL_MS: String(FLUSH_INTERVAL_MS),
  };
  const gateway = await startGateway(variant, { env });
  try {
    return await runCases(conformanceCases, {
      url: sttUrl(gateway.url),
      flushIntervalMs: FLUSH_INTERVAL_MS,
      inferenceUrl: simulator.url,
    });
  } finally {
    await gateway.child.stop();
    await simulator.child.stop();
  }
}

/** `problem` is what a case said when it failed, undefined when it passed. */
function judge(variant: string, name: string, problem: string | undefined): void {
  const deviation = findDeviation(variant, name);
  if (deviation === undefined) assertEquals(problem, undefined);
  else assertStringIncludes(problem ?? "nothing: it passed", deviation.seen);
}

async function problemOf(run: () => Promise<void>): Promise<Error | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Calls `make` when it is needed for the first time. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
