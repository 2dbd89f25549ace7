import type { Configuration } from "./configuration.ts";
import type { LineQueue } from "./line_queue.ts";
import type { Variant } from "./variant.ts";

/** What the program of a gateway is: the variant, how it is configured, and where its log goes. */
export interface GatewayProgram {
  readonly variant: Variant;
  readonly configuration: Configuration;
  readonly lines: LineQueue;
}
