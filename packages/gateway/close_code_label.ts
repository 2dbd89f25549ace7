/** Codes of RFC 6455 §7.4.1 and those that IANA has registered since, as one may see them. */
const REGISTERED = [
  ...[1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011],
  ...[1012, 1013, 1014],
] as const;

/** The close codes that metrics tell apart: a client may send any of 2000, and each is a series. */
export const CLOSE_CODE_LABELS = [
  ...REGISTERED.map((code) => `${code}` as const),
  "3000-3999",
  "4000-4999",
  "other",
] as const;

/** One of {@linkcode CLOSE_CODE_LABELS}. */
export type CloseCodeLabel = (typeof CLOSE_CODE_LABELS)[number];

const labels: ReadonlyMap<number, CloseCodeLabel> = new Map(
  REGISTERED.map((code) => [code, `${code}`]),
);

/** What metrics call `code`. */
export function closeCodeLabel(code: number): CloseCodeLabel {
  if (code >= 3000 && code <= 3999) return "3000-3999";
  if (code >= 4000 && code <= 4999) return "4000-4999";
  return labels.get(code) ?? "other";
}
