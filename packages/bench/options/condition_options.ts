import { integer, text, url } from "@stt-bench/program";
import type { Command } from "commander";
import { cpuLimit, memoryLimit } from "../limits/limit_values.ts";
import type { Conditions } from "../run/conditions.ts";
import type { FlagReader } from "./flag_reader.ts";

/** Declares the flags that set the conditions. */
export function addConditionOptions(command: Command): Command {
  return command
    .option("--gateway-cpus <n>", "CPUs that the gateway has to itself (1)")
    .option("--cpu-limit <f>", "fraction of a CPU that the gateway may use, e.g. 0.25")
    .option("--memory-limit <size>", "memory that the gateway may use, e.g. 2GiB")
    .option("--generators <n>", "load generators that share the sessions (1)")
    .option("--no-pinning", "do not pin gateway and tools to different CPUs")
    .option("--slo <profile>", "service level: balanced, or a JSON file of limits (balanced)")
    .option("--seed <n>", "seed of the simulator's latencies (1)")
    .option("--cpu-passes <n>", "passes of the simulated model over the audio (4)")
    .option("--inference-url <url>", "use this inference service and start no simulator")
    .option("--port <n>", "port of the gateways; 0 takes a free one (0)")
    .option("--no-conformance", "do not check first that a gateway is conformant");
}

/** Reads them. */
export function readConditionOptions(flags: FlagReader): Conditions {
  return {
    pinning: flags.isOn("pinning"),
    generators: flags.value("generators", integer(1, 64), 1),
    gatewayCpus: flags.value("gateway-cpus", integer(1, 1024), undefined),
    cpuLimit: flags.value("cpu-limit", cpuLimit(), undefined),
    memoryLimitBytes: flags.value("memory-limit", memoryLimit(), undefined),
    inferenceUrl: flags.value("inference-url", url(["http:"]), undefined),
    cpuPasses: flags.value("cpu-passes", integer(0, 1000), undefined),
    seed: flags.value("seed", integer(0, 2 ** 31), 1),
    gatewayPort: flags.value("port", integer(0, 65_535), 0),
    slo: flags.value("slo", text(), "balanced"),
    conformance: flags.isOn("conformance"),
  };
}
