/**
 * Our own table of cases in the order of the Autobahn test suite's, by group. Other packages hold
 * their servers against it too.
 *
 * @module
 */
import type { AutobahnCase } from "./case.ts";
import { closing } from "./closing.ts";
import { fragmentation } from "./fragmentation.ts";
import { payloadSizes } from "./payload_sizes.ts";
import { pings } from "./pings.ts";
import { reserved } from "./reserved.ts";
import { utf8 } from "./utf8.ts";

export type { AutobahnCase } from "./case.ts";

/** Every case, by what its group is about. */
export const autobahnGroups = {
  "payload sizes": payloadSizes,
  "pings and pongs": pings,
  "reserved bits and opcodes": reserved,
  "fragmentation": fragmentation,
  "UTF-8": utf8,
  "the close handshake": closing,
} as const satisfies Record<string, readonly AutobahnCase[]>;
