import type { SoakAccounts } from "@stt-bench/results";

/** Frames that a full buffer drops are named to the client: that is a policy, and no failure. */
const POLICY_KIND = "overflow";

/**
 * What is wrong with the accounts of a soak that ran to its end, one line each, in plain words; empty
 * when every session and every frame is accounted for, and every error has its fault.
 */
export function judgeAccounts(accounts: SoakAccounts): string[] {
  return [...judgeSessions(accounts), ...judgeFrames(accounts), ...judgeErrors(accounts)];
}

function judgeSessions({ sessions, scrapes }: SoakAccounts): string[] {
  const { started, broken, silent, gateway } = sessions;
  const problems = broken.map((what) => `sessions broke: ${what}`);
  if (silent > 0) problems.push(`${silent} sessions streamed and never got a partial`);
  if (scrapes.unbalanced > 0) {
    problems.push(`the gateway's accounts did not balance ${scrapes.unbalanced} times`);
  }
  if (gateway === null) return problems;
  const { opened, closed, open } = gateway;
  if (opened !== started || closed !== opened || open !== 0) {
    problems.push(
      `sessions: expected ${started} opened and closed, got ${opened} opened, ${closed} closed ` +
        `and ${open} open`,
    );
  }
  return problems;
}

function judgeFrames({ frames }: SoakAccounts): string[] {
  const { missing, imbalance, in_errors, dropped, gateway } = frames;
  const problems = [];
  if (missing > 0) problems.push(`${missing} frames were never answered`);
  if (imbalance > 0) problems.push(`generator and gateway disagree on ${imbalance} frames`);
  if (gateway === null) return problems;
  const waiting = gateway.in_flight + gateway.buffered;
  if (waiting > 0) problems.push(`${waiting} frames wait in the gateway, and no session is left`);
  if (in_errors > gateway.failed || dropped > gateway.dropped) {
    problems.push(
      `errors covered ${in_errors} failed and ${dropped} dropped frames, and the gateway knows of ` +
        `${gateway.failed} and ${gateway.dropped}`,
    );
  }
  return problems;
}

function judgeErrors({ errors, faults }: SoakAccounts): string[] {
  const problems = errors
    .filter(({ kind, count, explained }) => kind !== POLICY_KIND && count > explained)
    .map(({ kind, count, explained }) =>
      `${count} errors of kind ${kind}, and the faults explain at most ${explained}`
    );
  // Then the faults never reached the gateway, and nothing was shown.
  if (Object.keys(faults).length > 0 && errors.length === 0) {
    problems.push("faults were injected, and no batch failed");
  }
  return problems;
}
