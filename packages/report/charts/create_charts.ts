import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { capacityChart } from "./capacity.ts";
import type { Chart, ChartContent } from "./chart.ts";
import { codeSizeChart } from "./code_size.ts";
import { costChart } from "./cost.ts";
import { describeSource } from "./describe_source.ts";
import { latencyBySessionsChart } from "./latency_by_sessions.ts";
import { latencyDistributionChart } from "./latency_distribution.ts";
import { latencyOverTimeChart } from "./latency_over_time.ts";
import { memoryChart } from "./memory.ts";
import { memoryOverTimeChart } from "./memory_over_time.ts";
import { scalingChart } from "./scaling.ts";
import { sendLatenessChart } from "./send_lateness.ts";

/** All charts, in the order of a report. One without data gives undefined: it isn't drawn empty. */
const CHARTS: readonly ((set: ResultSet, data: ReportData) => ChartContent | undefined)[] = [
  capacityChart,
  latencyBySessionsChart,
  latencyDistributionChart,
  latencyOverTimeChart,
  costChart,
  memoryChart,
  memoryOverTimeChart,
  scalingChart,
  codeSizeChart,
  sendLatenessChart,
];

/**
 * The charts that the data has something for: set by set within each kind, as what stands in two sets
 * isn't to be compared in one picture.
 */
export function createCharts(data: ReportData): readonly Chart[] {
  return CHARTS.flatMap((create) =>
    data.sets.flatMap((set) => {
      const content = create(set, data);
      return content === undefined ? [] : [{ set, content }];
    }).map(({ set, content }, at) => ({
      ...content,
      id: at === 0 ? content.kind : `${content.kind}-${at + 1}`,
      set: set.id,
      source: describeSource(set),
      flags: set.flags,
    }))
  );
}
