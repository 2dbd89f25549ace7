import type { Configuration } from "./configuration.ts";
import type { Variant } from "./variant.ts";

/** Which gateway this is; the labels of `stt_gateway_build_info`. */
export interface BuildInfo {
  readonly runtime: string;
  readonly version: string;
  readonly variant: string;
  readonly inference_client: string;
  readonly inference_protocol: string;
}

/** What `variant` is with this configuration. */
export function buildInfo(
  variant: Variant,
  { INFERENCE_CLIENT }: Pick<Configuration, "INFERENCE_CLIENT">,
): BuildInfo {
  return {
    variant: variant.name,
    runtime: variant.runtime.name,
    version: variant.runtime.version,
    inference_client: INFERENCE_CLIENT,
    inference_protocol: variant.inferenceClients[INFERENCE_CLIENT]!.protocol,
  };
}
