import { resolve } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { loadProfiles } from "./load_profile.ts";
import { loadgenArguments } from "./loadgen_arguments.ts";

const told = { conditions: { slo: "balanced" }, environment: {}, directory: "/out", samples: true };
const plan = { load: { ...loadProfiles.quick, sessions: 5 }, round: 2 };
const url = "ws://127.0.0.1:1/ws/stt";

test("loadgenArguments sets every part of the load and names the files after it", () => {
  assertEquals(
    loadgenArguments(told, "bun", url, plan).join(" "),
    [
      "--json --url ws://127.0.0.1:1/ws/stt --sessions 5 --ramp-up-secs 2",
      "--session-start-spread-ms 0 --warmup-secs 3 --measure-secs 10 --repeat 2 --slo balanced",
      "--service-name bun --hist-out /out/bun-5s-3w-10m-r2.histograms.json",
      "--samples-out /out/bun-5s-3w-10m-r2.samples.csv --progress json",
    ].join(" "),
  );
});

test("loadgenArguments asks for no samples where none are wanted", () => {
  const args = loadgenArguments({ ...told, samples: false }, "bun", url, plan);
  assertEquals(args.includes("--samples-out"), false);
});

test("loadgenArguments makes paths absolute, but not the name of a service level", () => {
  const relative = { ...told, conditions: { slo: "slo.json" }, directory: "results/x" };
  const args = loadgenArguments(relative, "bun", url, plan);
  const valueOf = (flag: string) => args[args.indexOf(flag) + 1];
  assertEquals(["--slo", "--hist-out", "--samples-out"].map(valueOf), [
    resolve("slo.json"),
    resolve("results/x/bun-5s-3w-10m-r2.histograms.json"),
    resolve("results/x/bun-5s-3w-10m-r2.samples.csv"),
  ]);
});

test("loadgenArguments tells how often the gateway flushes, and how long a session lives", () => {
  const environment = { FLUSH_INTERVAL_MS: "250" };
  const churning = { ...plan, load: { ...plan.load, sessionSecs: 60 } };
  const args = loadgenArguments({ ...told, environment }, "bun", url, churning).join(" ");
  assertEquals(/--session-secs 60 --flush-interval-ms 250/.test(args), true, args);
});
