/**
 * Divides `maxSessions` among `workers`, as evenly as whole sessions allow.
 *
 * @returns the share of each worker; the first ones get what doesn't divide.
 */
export function shareSessions(maxSessions: number, workers: number): number[] {
  const share = Math.floor(maxSessions / workers);
  const rest = maxSessions % workers;
  return Array.from({ length: workers }, (_, index) => share + (index < rest ? 1 : 0));
}
