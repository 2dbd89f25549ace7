import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseBenchOptions } from "../options/bench_options.ts";
import { loadgenArguments } from "./loadgen_arguments.ts";

test("loadgenArguments sets every part of the load and names the files after it", () => {
  const options = parseBenchOptions(["--sessions", "5"]);
  assertEquals(
    loadgenArguments(options, "bun", "ws://127.0.0.1:1/ws/stt", "/out").join(" "),
    [
      "--json --url ws://127.0.0.1:1/ws/stt --sessions 5 --ramp-up-secs 2",
      "--session-start-spread-ms 0 --warmup-secs 3 --measure-secs 10 --service-name bun",
      "--hist-out /out/bun-5s-3w-10m-r1.histograms.json",
      "--samples-out /out/bun-5s-3w-10m-r1.samples.csv --progress json",
    ].join(" "),
  );
});

test("loadgenArguments asks for no samples where none are wanted", () => {
  const args = loadgenArguments(parseBenchOptions(["--no-samples"]), "bun", "ws://x", "/out");
  assertEquals(args.includes("--samples-out"), false);
});
