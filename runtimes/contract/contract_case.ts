import type { Bed } from "./bed.ts";

/** One claim about each of our gateways that needs configuration or a failing inference service. */
export interface ContractCase {
  /** Short name, which {@linkcode Deviation.case} and {@linkcode FaultRow.proof} refer to. */
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly claim: string;
  /**
   * Must run while no other case does, because it looks at what all cases share: the machine's time,
   * our own children. Cases without it run side by side.
   */
  readonly alone?: true;
  /** Why it cannot run on this machine; undefined when it can. */
  readonly skip?: () => string | undefined | Promise<string | undefined>;
  /**
   * Throws when the claim doesn't hold; a `Violation` when it is the gateway's fault. What it returns
   * is shown beside its pass, a seed for example.
   */
  readonly run: (bed: Bed) => Promise<string | void>;
}
