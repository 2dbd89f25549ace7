import type { Configuration } from "./configuration.ts";
import type { Credentials } from "./credentials.ts";
import type { LineQueue } from "./line_queue.ts";
import type { Variant } from "./variant.ts";

/** What the program of a gateway is: the variant, its configuration, and where its log goes. */
export interface GatewayProgram {
  readonly variant: Variant;
  readonly configuration: Configuration;
  /** From the files that the configuration names. */
  readonly credentials: Credentials;
  readonly lines: LineQueue;
}
