import type { Env } from "../env.ts";

/** Variables of a gateway that does within milliseconds what others do within a second. */
export const quickGateway: Env = {
  FLUSH_INTERVAL_MS: 20,
  READ_INTERVAL_MS: 10,
  TICK_MS: 5,
  MAX_FRAME_RATE: 0,
};
