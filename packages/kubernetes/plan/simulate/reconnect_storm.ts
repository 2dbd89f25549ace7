import { quantile, seededRandom } from "@stt-bench/statistics";

/** Width of the steps in which attempts are put in order. */
const STEP_SECS = 0.01;

/** Clients that lose their gateway at once, and the one gateway of those that are left. */
export interface StormSettings {
  /** Clients that come to this gateway. */
  readonly clients: number;
  /** Handshakes that it completes in a second. */
  readonly acceptsPerSecond: number;
  /** Handshakes that may wait in it. */
  readonly queue: number;
  /** What those beyond hear: nothing, as when the kernel drops their SYN, or 503 at once. */
  readonly beyond: "dropped" | "refused";
  /** With `refused`: the `Retry-After` of the 503; clients add up to as much again, if they jitter. */
  readonly retryAfterSecs?: number;
  /** How long a client waits for its handshake. Nobody tells the gateway that it has left. */
  readonly connectTimeoutSecs: number;
  /** A client's first pause; doubled after each attempt, up to the longest. */
  readonly firstPauseSecs: number;
  readonly longestPauseSecs: number;
  /** Whether a pause is drawn from 0 to its length. */
  readonly jitter: boolean;
  /** Within which time clients notice that their gateway is gone. */
  readonly noticedWithinSecs: number;
  readonly seed: number;
  /** When to stop looking. */
  readonly horizonSecs: number;
}

/** How a storm went. */
export interface StormOutcome {
  /** Clients that are back. */
  readonly connected: number;
  /** When the last one was; the horizon where some never were. */
  readonly secs: number;
  readonly medianSecs: number;
  readonly p99Secs: number;
  readonly attemptsPerClient: number;
  /** Share of the handshakes that were done for somebody who had left. */
  readonly wastedShare: number;
  /** The most attempts in one second, after the first. */
  readonly peakAttemptsPerSecond: number;
}

/**
 * Plays a reconnect storm at one gateway. It serves in the order of arrival and cannot tell who has
 * left: so a queue that takes longer than clients wait is work for nobody. All gateways that are left
 * are alike, so one of them stands for all.
 */
export function simulateStorm(settings: StormSettings): StormOutcome {
  const { clients, acceptsPerSecond, queue, connectTimeoutSecs, horizonSecs } = settings;
  const random = seededRandom(settings.seed);
  const steps: number[][] = [];
  const schedule = (client: number, atSecs: number) => {
    if (atSecs < horizonSecs) (steps[Math.floor(atSecs / STEP_SECS)] ??= []).push(client);
  };
  const attempts = new Uint16Array(clients);
  for (let client = 0; client < clients; client++) {
    schedule(client, random() * settings.noticedWithinSecs);
  }
  const serviceSecs = 1 / acceptsPerSecond;
  const doneSecs: number[] = [];
  const attemptsBySecond: (number | undefined)[] = [];
  let freeAtSecs = 0;
  let served = 0;
  for (let step = 0; step < steps.length; step++) {
    const now = step * STEP_SECS;
    // A client that comes back within the step is one of the next.
    for (const client of steps[step] ?? []) {
      const attempt = attempts[client]!++;
      attemptsBySecond[Math.floor(now)] = (attemptsBySecond[Math.floor(now)] ?? 0) + 1;
      const pauseSecs = pauseOf(settings, attempt, random);
      if (Math.max(0, freeAtSecs - now) * acceptsPerSecond >= queue) {
        schedule(client, now + STEP_SECS + refusalSecs(settings, pauseSecs, random));
        continue;
      }
      freeAtSecs = Math.max(freeAtSecs, now) + serviceSecs;
      served++;
      if (freeAtSecs - now <= connectTimeoutSecs) doneSecs.push(freeAtSecs);
      else schedule(client, now + STEP_SECS + connectTimeoutSecs + pauseSecs);
    }
    delete steps[step];
  }
  return outcomeOf(settings, doneSecs, served, attempts, attemptsBySecond);
}

function pauseOf(
  { firstPauseSecs, longestPauseSecs, jitter }: StormSettings,
  attempt: number,
  random: () => number,
): number {
  const secs = Math.min(firstPauseSecs * 2 ** attempt, longestPauseSecs);
  return jitter ? secs * random() : secs;
}

/** When a client that was not let in tries again. */
function refusalSecs(
  { beyond, retryAfterSecs = 0, connectTimeoutSecs, jitter }: StormSettings,
  pauseSecs: number,
  random: () => number,
): number {
  if (beyond === "dropped") return connectTimeoutSecs + pauseSecs;
  const askedSecs = retryAfterSecs * (jitter ? 1 + random() : 1);
  return Math.max(pauseSecs, askedSecs);
}

function outcomeOf(
  { clients, horizonSecs }: StormSettings,
  doneSecs: readonly number[],
  served: number,
  attempts: Uint16Array,
  attemptsBySecond: readonly (number | undefined)[],
): StormOutcome {
  const sorted = Float64Array.from(
    { length: clients },
    (_none, i) => doneSecs[i] ?? horizonSecs,
  ).sort();
  return {
    connected: doneSecs.length,
    secs: sorted.at(-1)!,
    medianSecs: quantile(sorted, 0.5),
    p99Secs: quantile(sorted, 0.99),
    attemptsPerClient: attempts.reduce((sum, count) => sum + count, 0) / clients,
    wastedShare: served === 0 ? 0 : 1 - doneSecs.length / served,
    peakAttemptsPerSecond: Array.from(attemptsBySecond.slice(1), (count) => count ?? 0)
      .reduce((most, count) => Math.max(most, count), 0),
  };
}
