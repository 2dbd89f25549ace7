import type { SoakAccounts, SoakReport } from "@stt-bench/results";
import type { ResultSet } from "../../model/result_set.ts";

const MIB = 2 ** 20;

/** What a long time under load did to memory, latency, sessions and frames. */
export function soakSentences({ courses, accounts }: ResultSet): readonly string[] {
  return [...courses.flatMap(courseSentences), ...accounts.map(accountsSentence)];
}

function courseSentences({ target, memory, latency }: SoakReport): string[] {
  const { first_quarter: first, last_quarter: last } = latency;
  const { low_bytes_per_hour: low, high_bytes_per_hour: high } = memory;
  const growth = low === null || high === null
    ? ""
    : `, ${(low / MIB).toFixed(1)} to ${(high / MIB).toFixed(1)} MiB an hour with 95 %`;
  const memorySentence = {
    leak: `The memory of ${target} grows to the end, and not by chance${growth}.`,
    steady: `The memory of ${target} stays: no growth that lasts${growth}.`,
    unknown:
      `Whether the memory of ${target} grows can't be said: the time was too short, or its ` +
      "process wasn't watched.",
  }[memory.verdict];
  if (first.p95_ms === null || last.p95_ms === null) return [memorySentence];
  return [
    memorySentence,
    `Its newest p95 went from ${first.p95_ms.toFixed(0)} ms in the first quarter of the time to ` +
    `${last.p95_ms.toFixed(0)} ms in the last.`,
  ];
}

function accountsSentence({ target, sessions, frames, errors }: SoakAccounts): string {
  const failed = errors.reduce((sum, { count }) => sum + count, 0);
  const unexplained = errors.filter(({ count, explained }) => count > explained);
  const broken = sessions.broken.length === 0 ? "none broke" : sessions.broken.join("; ");
  return `Of ${target}'s ${sessions.started} sessions ${broken}; of ${frames.sent} frames ` +
    `${frames.missing} are missing, and generator and gateway disagree on ${frames.imbalance}; ` +
    `${failed} batches came back as errors` +
    (failed === 0
      ? "."
      : unexplained.length === 0
      ? ", and the injected faults explain them all."
      : `, and the faults don't explain ${unexplained.map(({ kind }) => kind).join(", ")}.`);
}
