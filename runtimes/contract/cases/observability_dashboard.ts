import { demandEqual } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { readDashboard } from "../observability/dashboard.ts";
import { queryProblems } from "../observability/query_problems.ts";
import { readExposition } from "../observability/read_exposition.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";

/** What the dashboard in `charts/` shows. */
export const dashboardCases: readonly ContractCase[] = [
  {
    name: "dashboard",
    claim: "The Grafana dashboard asks only for metrics, labels and values that a gateway has",
    skip: skipUnlessLinux,
    run: async (bed) => {
      // Only several workers have all metrics; what one process lacks, `metrics-format-workers` says.
      const gateway = await bed.keptGateway({ WORKERS: 2 });
      const session = await gateway.startWith(1);
      await session.acknowledge(1);
      const { body } = await gateway.request({ path: "/metrics" });
      const problems = queryProblems(await readDashboard(), readExposition(body).values());
      demandEqual("Problems of the dashboard", problems.join("; "), "");
    },
  },
];
