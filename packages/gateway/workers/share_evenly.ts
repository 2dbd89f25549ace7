/**
 * Divides `whole` among `workers`, as evenly as whole numbers allow.
 *
 * @returns the share of each worker; the first ones get what doesn't divide.
 */
export function shareEvenly(whole: number, workers: number): number[] {
  const share = Math.floor(whole / workers);
  const rest = whole % workers;
  return Array.from({ length: workers }, (_, index) => share + (index < rest ? 1 : 0));
}
