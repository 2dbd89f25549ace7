import type { Gateway } from "./gateway.ts";

/**
 * Who must pass: `wire` is the protocol that gateways in every language share, `ours` what this
 * project's gateways promise besides.
 */
export type Profile = "wire" | "ours";

/** One claim about a gateway. */
export interface Case {
  /** Short name, for `--only`. */
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly claim: string;
  /**
   * The rule behind it: a section of the wire protocol, of an RFC, or a row of
   * `runtimes/contract/RELIABILITY.md`.
   */
  readonly spec: string;
  readonly profile: Profile;
  /** Runs by itself, since it looks at something that all sessions share. */
  readonly alone?: true;
  /** Throws a `Violation` when the claim doesn't hold, a `Skip` when it cannot be judged here. */
  readonly run: (gateway: Gateway) => Promise<void>;
}
