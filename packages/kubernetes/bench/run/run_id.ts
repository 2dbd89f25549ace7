import { ClusterError } from "../cluster_error.ts";

const MOST_LETTERS = 63;

/**
 * A name for a run that began `now`, e.g. `1127064135-k3f9`: short, since the names of its pods are
 * made of it.
 *
 * @param random from 0 up to, but not, 1
 */
export function createRunId(now: Date, random: () => number): string {
  const time = now.toISOString().replaceAll(/\D/g, "").slice(4, 14);
  const chance = Math.floor(random() * 36 ** 4).toString(36).padStart(4, "0");
  return `${time}-${chance}`;
}

/**
 * Name of the Job of a run.
 *
 * @throws {ClusterError} if the names of its pods would be too long: host names have 63 letters at most
 * (RFC 1123 §2.1).
 */
export function jobName(release: string, run: string, shards: number): string {
  const name = `${release}-loadgen-${run}`;
  const host = `${name}-${shards - 1}`;
  if (host.length <= MOST_LETTERS) return name;
  throw new ClusterError(
    `Cannot name the Job of a run: expected at most ${MOST_LETTERS} letters, got ${host.length} in ` +
      `${host}; install the chart with a shorter release name`,
  );
}
