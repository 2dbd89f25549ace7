import type { Value } from "@stt-bench/program";
import * as v from "valibot";

const EXPECTED = "a time such as 2026-11-27T10:00:00.000Z, or milliseconds since 1970";

/** With an offset: a time without one would be another on each machine. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** Reads an instant (RFC 3339 §5.6, or a number) as milliseconds since 1970. */
export function instant(): Value<number> {
  return v.pipe(
    v.string(),
    v.check((text) => /^\d{1,15}$/.test(text) || RFC_3339.test(text), EXPECTED),
    v.transform((text) => /^\d+$/.test(text) ? Number(text) : Date.parse(text)),
    v.check((epochMs) => Number.isFinite(epochMs), EXPECTED),
  );
}
