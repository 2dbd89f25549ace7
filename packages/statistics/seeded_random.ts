/** A source of numbers, uniform in [0, 1). */
export type Random = () => number;

/**
 * The generator sfc32 (Chris Doty-Humphrey's PractRand): small, fast, and good enough for any
 * statistic here, and for any that a simulated latency can be put to.
 *
 * @param seed An integer ≥ 0; the same seed gives the same sequence on every runtime.
 */
export function seededRandom(seed: number): Random {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0;
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  // Similar seeds start out alike; the rounds that the author prescribes part them.
  for (let round = 0; round < 12; round++) next();
  return next;
}
