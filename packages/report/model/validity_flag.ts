/** What a {@linkcode ValidityFlag} is about. */
export type FlagKind =
  | "interrupted"
  | "incomplete"
  | "no-valid-run"
  | "invalid-runs"
  | "tools-limited"
  | "not-pinned"
  | "quick-profile"
  | "single-round"
  | "cpu-limited"
  | "foreign-inference"
  | "uncommitted-changes"
  | "unknown-machine"
  | "unknown-tools";

/** Something to know before believing a result. */
export interface ValidityFlag {
  readonly kind: FlagKind;
  /** `warning`: it may be wrong. `note`: how far it goes. */
  readonly level: "warning" | "note";
  /** A few words, for a badge: `quick profile`. */
  readonly label: string;
  /** One sentence. */
  readonly text: string;
}
