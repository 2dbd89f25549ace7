import { coresToScale } from "@stt-bench/results";
import type { PublishOptions } from "./publish_options.ts";
import type { ProtocolStep } from "./protocol_step.ts";

/**
 * The reference protocol: what is measured for the published results, and how.
 *
 * The model's own work is that of one pass in the search, or the simulator beside a throttled gateway
 * would be the limit long before a tuned one is. Where there are too few CPUs for two workers, what
 * they cost is measured instead of what they hold.
 *
 * @param cores of this machine
 */
export function referenceProtocol(
  { profile, variants }: Pick<PublishOptions, "profile" | "variants">,
  cores: number,
): readonly ProtocolStep[] {
  const shared = ["--profile", profile, "--variants", variants.join(","), "--no-report"];
  // Machines for the quick profile are noisy: between numbers that are closer, chance decides.
  const accuracy = profile === "quick" ? ["--step", "0.1"] : [];
  const cost = [...shared, "--sessions", "500", "--rounds", "5"];
  return [
    { name: "cost", program: "bench", args: cost },
    {
      name: "capacity",
      program: "bracket",
      args: [
        ...shared,
        ...["--cpu-limit", "0.25", "--cpu-passes", "1", "--start", "200", ...accuracy],
      ],
    },
    cores >= coresToScale(2)
      ? { name: "scaling", program: "bracket", args: [...shared, "--workers", "1,2"] }
      : { name: "scaling", program: "bench", args: [...cost, "--workers", "1,2"] },
  ];
}
