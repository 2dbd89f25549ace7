import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { analyse } from "../analysis/analyse.ts";
import type { Analysis } from "../analysis/analysis.ts";
import { createCharts } from "../charts/create_charts.ts";
import type { Chart } from "../charts/chart.ts";
import { readResults } from "../model/read_results.ts";
import type { ReportData } from "../model/report_data.ts";
import { renderPage } from "../page/render_page.ts";
import { sampleGateways } from "./sample_gateway.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { writeSampleBench } from "./write_sample_bench.ts";
import { sampleSearches, writeSampleBracket } from "./write_sample_bracket.ts";
import type { SampleSearch } from "./write_sample_bracket.ts";

/** The report of a bench and a bracket, as a file. */
export interface SampleReport extends Disposable {
  readonly url: URL;
  readonly data: ReportData;
  readonly analysis: Analysis;
  readonly charts: readonly Chart[];
}

/** Made up. */
const codeSize = sampleGateways.map(({ label }, i) => ({
  variant: label,
  own: 300 + 50 * i,
  shared: { core: 4000, gateway: 700 },
}));

/** Every gateway holds something, so that each chart has all nine. */
const searches: Readonly<Record<string, SampleSearch>> = Object.fromEntries(
  sampleGateways.map(({ label }) => [
    label,
    sampleSearches[label] ?? { history: "400p 800p 800p 900f 900f", outcome: "bracketed" },
  ]),
);

/** Writes it into a folder that is removed when it is disposed. */
export async function sampleReport(): Promise<SampleReport> {
  const folder = temporaryFolder();
  const directories = [writeSampleBench(folder.path), writeSampleBracket(folder.path, searches)];
  const data = { ...await readResults(directories), codeSize };
  const analysis = analyse(data);
  const path = join(folder.path, "report.html");
  writeFileSync(path, await renderPage(data, analysis));
  return {
    url: pathToFileURL(path),
    data,
    analysis,
    charts: createCharts(data),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
