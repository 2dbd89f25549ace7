import type { ContractCase } from "../contract_case.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { rollingRestart } from "./rolling_restart.ts";
import { rollingWorkers } from "./rolling_workers.ts";

/** Gateways that are replaced under load, and clients that come back. */
export const rollingCases: readonly ContractCase[] = [
  {
    name: "rolling-restart",
    claim: "A rolling restart loses no session and no frame: 1012, spread out, exit code 0 in time",
    alone: true,
    run: async (bed) => void await rollingRestart(bed),
  },
  {
    name: "rolling-workers",
    claim: "Workers restarted in turns lose no session and no frame, and the counters know it",
    skip: skipUnlessLinux,
    alone: true,
    run: async (bed) => void await rollingWorkers(bed),
  },
];
