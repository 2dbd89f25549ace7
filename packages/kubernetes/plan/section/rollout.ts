import { formatCount, formatDigits, formatShare } from "../format_quantity.ts";
import { simulateRollout } from "../simulate/rollout.ts";
import { markdownTable } from "./markdown_table.ts";

/** What a rolling update does to sessions. */
export function rollout(): string[] {
  const pods = 100;
  const rows = [1, 10, 25, 50, 100].flatMap((surge) =>
    (["random", "fewest sessions"] as const).map((balancing) => {
      const outcome = simulateRollout({ pods, surge, sessionsPerPod: 200, balancing, seed: 1 });
      return [
        `${surge} of ${pods}`,
        balancing,
        formatCount(outcome.waves),
        formatDigits(outcome.meanMoves),
        formatShare(outcome.movedAgainShare),
        `${formatDigits(outcome.peakLoad)} ×`,
      ];
    })
  );
  return [
    "### A rollout",
    "",
    "Each pod that drains sends its sessions to those that are ready, old ones among them, which drain later",
    "(simulated; a Service of Kubernetes balances at random):",
    "",
    ...markdownTable(
      [
        "replaced at a time",
        "balancing",
        "waves",
        "moves of a session",
        "moved again",
        "fullest pod ÷ usual",
      ],
      rows,
    ),
    "",
    "At random, the old pods that are left fill up to more than twice their sessions: a pod that is made for",
    "the loss of a zone is not made for that. Balance by the fewest sessions, or replace all pods at once.",
    "`MAX_SESSIONS` refuses what is too much.",
    "",
  ];
}
