import type { Manifest } from "@stt-bench/results";
import { storedManifest } from "@stt-bench/results/testing";
import type { SampleGateway } from "./sample_gateway.ts";

/** The manifest of a sample, with `changes`. */
export function sampleManifest(
  program: "bench" | "bracket",
  gateways: readonly SampleGateway[],
  changes: Partial<Manifest> = {},
): Manifest {
  const manifest = storedManifest();
  return {
    ...manifest,
    program,
    name: program,
    arguments: ["--sessions", "1000", "--rounds", "5", "--out", "/somewhere else"],
    targets: gateways.map(({ label, runtime, version }) => {
      return { target: label, variant: label, runtime, version, workers: 1, url: null };
    }),
    machine: {
      platform: "linux",
      arch: "x64",
      cpu_model: "A CPU",
      cores: 2,
      kernel: "6.18.0",
      memory_bytes: 8 * 2 ** 30,
    },
    git: { commit: "0123456789abcdef0123456789abcdef01234567", dirty: false },
    ...changes,
  };
}
