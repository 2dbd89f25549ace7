import { formatShare } from "../format_quantity.ts";
import { simulateSlowModel } from "../simulate/slow_model.ts";
import { markdownTable } from "./markdown_table.ts";

/** Who suffers from one slow pod of the model. */
export function slowModel(): string[] {
  const base = { pods: 100, sessions: 1000, modelMs: 100, slowMs: 1000, secs: 60, seed: 1 };
  const rows = [1, 2, 3, 5, 7, 8, 16].flatMap((connections) =>
    (["turns", "fewest in flight"] as const).filter((choice) =>
      connections > 1 || choice === "turns"
    )
      .map((choice) => {
        const outcome = simulateSlowModel({ ...base, connections, choice });
        return [
          String(connections),
          choice,
          formatShare(outcome.gatewayShare),
          formatShare(outcome.requestShare),
          formatShare(outcome.sessionShare),
          formatShare(outcome.alwaysShare),
        ];
      })
  );
  return [
    "### One slow model pod",
    "",
    `One of ${base.pods} takes ${base.slowMs} ms instead of ${base.modelMs}. At a gateway that has a connection to it (simulated, ${base.secs} s):`,
    "",
    ...markdownTable(
      [
        "connections",
        "choice",
        "such gateways",
        "slow answers",
        "sessions with any",
        "sessions with nothing else",
      ],
      rows,
    ),
    "",
    "Ours take connections in turns of 20 ms. A session flushes every 1000 ms, which is 50 turns: where the",
    "connections divide 50, it is always the same one's turn, and some sessions have nothing but slow answers",
    "while the others notice nothing. With 3, 7 or 9 all have a part of them. Taking the connection with the",
    "fewest requests in flight would spare most; ours don't. Liveness probes of the model, or a proxy that",
    "ejects outliers, are what ends it.",
    "",
  ];
}
