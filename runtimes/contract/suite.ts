import { cases as conformanceCases } from "@stt-bench/conformance";
import { contractCases } from "./cases/mod.ts";

/** A case of either suite: its name is unique in both. */
export interface SuiteCase {
  readonly suite: "conformance" | "contract";
  readonly name: string;
  readonly claim: string;
}

/** Every case that each of our gateways is held against, in the order of reports. */
export const suite: readonly SuiteCase[] = [
  ...conformanceCases.map(({ name, claim }) => ({ suite: "conformance" as const, name, claim })),
  ...contractCases.map(({ name, claim }) => ({ suite: "contract" as const, name, claim })),
];
