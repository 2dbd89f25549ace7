import { demand } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { skipWithoutHostileServer, withHostileModel } from "../hostile_model.ts";
import { demandLess, residentBytes } from "../resident_memory.ts";

const MIB = 1024 * 1024;

/** What a gateway may grow by; a flood is 64 MiB, and its answers would be as much. */
const MAX_GROWTH_BYTES = 40 * MIB;

const env = { INFERENCE_TIMEOUT_MS: 1000 };

/** Frames that come without end, by the class of `hostile_server.py`. */
const floods: Readonly<Record<string, string>> = {
  PingFlood: "PINGs",
  SettingsFlood: "SETTINGS",
  ContinuationFlood: "CONTINUATIONs",
};

/** A model that sends frames without end, and reads no answers to them. */
export const hostileInferenceFloodCases: readonly ContractCase[] = Object.entries(floods).map(
  ([mischief, what]): ContractCase => ({
    name: `http2-${what.toLowerCase().replace(/s$/, "")}-flood`,
    claim: `A model's flood of ${what} costs a batch and little memory`,
    skip: skipWithoutHostileServer,
    run: (bed) =>
      withHostileModel(bed, mischief, env, async ({ gateway }) => {
        const before = await residentBytes(gateway);
        const { kind } = await (await gateway.startWith(1)).error();
        demand(/^(connection_reset|timeout)$/.test(kind), `Expected it to be lost, got ${kind}`);
        demandLess("Growth of memory", await residentBytes(gateway) - before, MAX_GROWTH_BYTES);
      }),
  }),
);
