import { formatCount, formatDigits, formatShare } from "../format_quantity.ts";
import type { MeasuredCosts } from "../measured_costs.ts";
import { simulateStorm } from "../simulate/reconnect_storm.ts";
import type { StormSettings } from "../simulate/reconnect_storm.ts";
import { CELL, planExample } from "./example.ts";
import { markdownTable } from "./markdown_table.ts";

/** What happens after the loss of a zone. */
export function storm(costs: MeasuredCosts): string[] {
  const { storm: { perPod, acceptsPerSecond, secs } } = planExample(costs, CELL, { tls: true });
  const base: StormSettings = {
    clients: Math.ceil(perPod),
    acceptsPerSecond,
    queue: Infinity,
    beyond: "dropped",
    connectTimeoutSecs: 5,
    firstPauseSecs: 1,
    longestPauseSecs: 30,
    jitter: false,
    noticedWithinSecs: 1,
    seed: 1,
    horizonSecs: 600,
  };
  const short = Math.floor(acceptsPerSecond * 2);
  const slow = { ...base, acceptsPerSecond: acceptsPerSecond / 4 };
  const queue = Math.floor(slow.acceptsPerSecond * 2);
  const cases: [string, StormSettings][] = [
    ["endless queue", base],
    ["queue of 2 s, beyond it 503, jitter", {
      ...base,
      queue: short,
      beyond: "refused",
      jitter: true,
    }],
    ["a quarter of the handshakes; endless queue", slow],
    ["the same, jitter", { ...slow, jitter: true }],
    ["a quarter; queue of 2 s, beyond it nothing, no jitter", { ...slow, queue }],
    ["a quarter; queue of 2 s, beyond it nothing, jitter", { ...slow, queue, jitter: true }],
    ["a quarter; queue of 2 s, beyond it 503, no jitter", { ...slow, queue, beyond: "refused" }],
    ["a quarter; queue of 2 s, beyond it 503, jitter", {
      ...slow,
      queue,
      beyond: "refused",
      jitter: true,
    }],
    [
      "the same, `Retry-After: 5`",
      { ...slow, queue, beyond: "refused", jitter: true, retryAfterSecs: 5 },
    ],
  ];
  const rows = cases.map(([name, settings]) => {
    const outcome = simulateStorm(settings);
    const all = outcome.connected === settings.clients;
    return [
      name,
      all
        ? `${formatDigits(outcome.secs)} s`
        : `never: ${
          formatShare(outcome.connected / settings.clients)
        } in ${settings.horizonSecs} s`,
      `${formatDigits(outcome.medianSecs)} s`,
      formatDigits(outcome.attemptsPerClient),
      formatShare(outcome.wastedShare),
      formatCount(outcome.peakAttemptsPerSecond),
    ];
  });
  return [
    "### The loss of a zone",
    "",
    `Of ${formatCount(CELL)} sessions each gateway that is left gets ${
      formatCount(perPod)
    } more, and with TLS it can do ${formatDigits(acceptsPerSecond)} handshakes`,
    `a second: ${
      formatDigits(secs)
    } s at the earliest. Clients give up after ${base.connectTimeoutSecs} s and pause ${base.firstPauseSecs} s, twice as long each time, up to`,
    `${base.longestPauseSecs} s; jitter draws the pause from 0 to that. A gateway cannot tell who has given up. Simulated, and once`,
    "more with a quarter of the handshakes, as when certificates are large or CPUs are shared:",
    "",
    ...markdownTable(
      [
        "",
        "all back",
        "median",
        "attempts of a client",
        "handshakes for nobody",
        "most attempts/s, after the first",
      ],
      rows,
    ),
    "",
    "What makes the difference is not the back-off but the queue: when it is longer than clients wait, each",
    "handshake is for somebody who has left, and those who have left come again. Bound it below the clients'",
    "patience (the listen backlog, or a proxy's), refuse the rest at once, and let clients jitter.",
    "",
  ];
}
