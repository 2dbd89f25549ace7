const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A quantity of Kubernetes (`500m`, `2`, `1Gi`, `1e3`) as a number; null where there is none, or it
 * can't be read.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string | undefined): number | null {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+))?([a-zA-Z]{0,2})$/.exec(text ?? "");
  const factor = FACTORS[match?.[3] ?? ""];
  if (match === null || factor === undefined) return null;
  // 0.1 + a factor below one has digits that nobody wrote: 100m is 0.1.
  return Number((Number(match[1]) * 10 ** Number(match[2] ?? 0) * factor).toPrecision(15));
}
