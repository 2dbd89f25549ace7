import type { ResultSet } from "./result_set.ts";
import type { FlagKind, ValidityFlag } from "./validity_flag.ts";

type Unflagged = Omit<ResultSet, "flags">;

/** The flags that there may be, the gravest first; what gives undefined isn't raised. */
const FLAGS: readonly [
  kind: FlagKind,
  level: ValidityFlag["level"],
  flag: (set: Unflagged) => Pick<ValidityFlag, "label" | "text"> | undefined,
][] = [
  ["interrupted", "warning", interrupted],
  ["incomplete", "warning", incomplete],
  ["no-valid-run", "warning", noValidRun],
  ["not-pinned", "warning", notPinned],
  ["invalid-runs", "note", invalidRuns],
  ["tools-limited", "note", toolsLimited],
  ["single-round", "note", singleRound],
  ["quick-profile", "note", quickProfile],
  ["cpu-limited", "note", cpuLimited],
  ["foreign-inference", "note", foreignInference],
  ["uncommitted-changes", "note", uncommittedChanges],
  ["unknown-tools", "note", unknownTools],
  ["unknown-machine", "note", unknownMachine],
];

/** What to know before believing `set`, the gravest first. */
export function validityFlags(set: Unflagged): readonly ValidityFlag[] {
  return FLAGS.flatMap(([kind, level, flagOf]) => {
    const flag = flagOf(set);
    return flag === undefined ? [] : [{ kind, level, ...flag }];
  });
}

function interrupted({ environment }: Unflagged) {
  if (environment.outcome !== "interrupted") return undefined;
  return {
    label: "interrupted",
    text: "Somebody interrupted it: what is missing was not measured.",
  };
}

function incomplete({ environment: { isComplete, outcome } }: Unflagged) {
  if (isComplete || outcome === "interrupted") return undefined;
  return { label: "partial results", text: "Some run is missing, or broke off." };
}

function noValidRun({ targets, runs }: Unflagged) {
  const without = targets.filter(({ label }) =>
    !runs.some(({ target, outcome }) =>
      target === label && (outcome === "pass" || outcome === "fail")
    )
  );
  if (without.length === 0) return undefined;
  const names = without.map(({ label }) => label).join(", ");
  return { label: "no valid run", text: `Nothing is known of ${names}: no run of it is valid.` };
}

function notPinned({ environment: { isPinned, pinning } }: Unflagged) {
  if (isPinned || pinning === null) return undefined;
  return {
    label: "CPUs shared",
    text: "Gateway and tools shared CPUs and disturbed each other: don't compare closely.",
  };
}

function invalidRuns({ runs }: Unflagged) {
  const invalid = runs.filter(({ outcome }) => outcome === "invalid").length;
  if (invalid === 0) return undefined;
  const text = `${invalid} of ${runs.length} runs ${invalid === 1 ? "doesn't" : "don't"} count: ` +
    "the tools or the machine were the limit.";
  return { label: `${invalid} of ${runs.length} runs invalid`, text };
}

function toolsLimited({ brackets }: Unflagged) {
  const limited = brackets.filter(({ result }) => result.outcome === "generator-limited");
  if (limited.length === 0) return undefined;
  const names = limited.map(({ target }) => target).join(", ");
  return {
    label: "tools were the limit",
    text: `Where it says ≥ (${names}) the tools were the limit, not the gateway.`,
  };
}

function singleRound({ program, targets, runs }: Unflagged) {
  if (program !== "bench") return undefined;
  const most = Math.max(
    0,
    ...targets.map(({ label }) => runs.filter(({ target }) => target === label).length),
  );
  if (most !== 1) return undefined;
  return {
    label: "one round",
    text: "One round shows no spread: a difference may be chance, and there is no interval.",
  };
}

function quickProfile({ program, load: { profile } }: Unflagged) {
  if (profile !== "quick" || program === "soak") return undefined;
  return {
    label: "quick profile",
    text: "The quick profile, for small machines: a first look, not a capacity to publish.",
  };
}

function cpuLimited({ environment: { cpuLimit } }: Unflagged) {
  if (cpuLimit === null) return undefined;
  return {
    label: `${cpuLimit} vCPU`,
    text:
      `Each gateway was held to ${cpuLimit} vCPU: it must not be scaled to a whole CPU, or set ` +
      "beside one, as a gateway that is throttled gets cheaper.",
  };
}

function foreignInference({ environment: { inferenceUrl } }: Unflagged) {
  if (inferenceUrl === null) return undefined;
  return {
    label: "other inference service",
    text:
      `The inference service at ${inferenceUrl} was not the bench's own, and nobody watched it.`,
  };
}

function uncommittedChanges({ environment: { git } }: Unflagged) {
  if (git === null || !git.dirty) return undefined;
  return {
    label: "uncommitted changes",
    text: `The code was that of commit ${git.commit.slice(0, 12)} and changes to it.`,
  };
}

function unknownTools({ program }: Unflagged) {
  if (program !== "existing") return undefined;
  return {
    label: "tools not watched",
    text:
      "The files don't tell whether load generator and model kept up: no run can be found invalid.",
  };
}

function unknownMachine({ environment: { machine } }: Unflagged) {
  if (machine !== null) return undefined;
  return {
    label: "machine unknown",
    text: "The files don't tell on which machine it was measured.",
  };
}
