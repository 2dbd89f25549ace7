import process from "node:process";
import { runProgram } from "@stt-bench/program";
import { parseBracketOptions } from "./bracket_options.ts";
import { Watch } from "../live/watch.ts";
import { readDisplay } from "../report/display.ts";
import { conclude } from "../report/conclude.ts";
import { exitCodeOf } from "../run/outcome.ts";
import { runBracket } from "./bracket.ts";
import { renderBracket, renderBracketJson } from "./render_bracket.ts";

await runProgram(async (signal) => {
  const request = parseBracketOptions(process.argv.slice(2));
  await using watch = await Watch.open("bracket", request.watch);
  const report = await runBracket(request, watch.progress, signal);
  watch.conclude(report.manifest.outcome);
  const { json } = request;
  await conclude({
    directory: report.directory,
    text: json ? renderBracketJson(report) : renderBracket(report, readDisplay()),
    json,
    report: request.report && !signal.aborted,
  });
  return exitCodeOf(report.manifest.outcome);
});
