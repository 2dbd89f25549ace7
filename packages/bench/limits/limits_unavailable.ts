/** This machine, or this user on it, has no way to limit a process; the message says what helps. */
export class LimitsUnavailable extends Error {
  override name = "LimitsUnavailable";
}
