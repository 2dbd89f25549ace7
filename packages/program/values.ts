import * as v from "valibot";

/** A schema that reads one text value (a flag, an environment variable) into a `T`. */
export type Value<T> = v.GenericSchema<string, T>;

const plainNumber = /^-?(\d+\.?\d*|\.\d+)$/;

function range(min: number, max: number): string {
  if (max === Number.MAX_SAFE_INTEGER || max === Infinity) return ` ≥ ${min}`;
  return ` in ${min}–${max}`;
}

/** An integer from `min` to `max`, written in decimal digits. */
export function integer(min = 0, max: number = Number.MAX_SAFE_INTEGER): Value<number> {
  const expected = `an integer${range(min, max)}`;
  return v.pipe(
    v.string(),
    v.regex(/^-?\d+$/, expected),
    v.transform(Number),
    v.safeInteger(expected),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
}

/** A finite decimal number from `min` to `max`. */
export function decimal(min = 0, max: number = Infinity): Value<number> {
  const expected = `a number${range(min, max)}`;
  return v.pipe(
    v.string(),
    v.regex(plainNumber, expected),
    v.transform(Number),
    v.finite(expected),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
}

const byteUnits: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * A size of at least `minBytes`, read as a number of bytes: plain (`1048576`), or with a unit of
 * 1000s (`1GB`, `500kB`) or of 1024s (`512MiB`, `1.5GiB`). Rounded to whole bytes.
 */
export function byteSize(minBytes = 0): Value<number> {
  const expected = `a size in bytes such as 1048576, 512MiB or 1.5GB${
    minBytes > 0 ? `, at least ${minBytes}` : ""
  }`;
  return v.pipe(
    v.string(),
    v.regex(/^(\d+|\d+(\.\d+)?([kmgt]i?)?b)$/i, expected),
    v.transform((size) => {
      const number = parseFloat(size);
      const unit = size.replace(/^[\d.]+/, "").toLowerCase() || "b";
      return Math.round(number * (byteUnits[unit] ?? NaN));
    }),
    v.safeInteger(expected),
    v.minValue(minBytes, expected),
  );
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A time from `minSecs` on, e.g. `90s`, `30m`, `1.5h`, in seconds; a number alone is in seconds. */
export function duration(minSecs = 0): Value<number> {
  const expected = `a time ≥ ${minSecs} s, e.g. 90s, 30m or 1.5h`;
  return v.pipe(
    v.string(),
    v.regex(/^(\d+\.?\d*|\.\d+)[smh]?$/, expected),
    v.transform((text) => parseFloat(text) * (SECONDS[text.at(-1)!] ?? 1)),
    v.minValue(minSecs, expected),
    v.finite(expected),
  );
}

/** Any text that is not empty. */
export function text(): Value<string> {
  return v.pipe(v.string(), v.nonEmpty("a text that is not empty"));
}

/** Any text, the empty one included. */
export function optionalText(): Value<string> {
  return v.string();
}

/**
 * Texts separated by commas, all of which `check` accepts; an empty text has none. `expected` says what
 * they are, for errors.
 */
export function list(expected: string, check: (item: string) => boolean): Value<string[]> {
  return v.pipe(
    v.string(),
    v.transform((text) => text.split(",").map((item) => item.trim()).filter(Boolean)),
    v.check((items) => items.every(check), expected),
  );
}

/** Exactly one of `options`. */
export function oneOf<const T extends string>(options: readonly T[]): Value<T> {
  return v.pipe(v.string(), v.picklist(options, `one of ${options.join(", ")}`));
}

/** `1` or `0`. */
export function zeroOrOne(): Value<boolean> {
  return v.pipe(
    v.string(),
    v.picklist(["0", "1"], "0 or 1"),
    v.transform((digit) => digit === "1"),
  );
}

/** An absolute URL with one of `protocols` (`"http:"`, `"ws:"`, …), a host, and no credentials. */
export function url(protocols: readonly string[]): Value<string> {
  const expected = `a URL that starts with ${protocols.map((p) => `${p}//`).join(" or ")}`;
  return v.pipe(
    v.string(),
    v.check((value) => {
      const parsed = URL.parse(value);
      return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== "";
    }, expected),
    v.check((value) => {
      const parsed = URL.parse(value);
      return !parsed?.username && !parsed?.password;
    }, "a URL without a user name or password"),
  );
}

/** A value that was read, or the line that says why it could not be. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Reads `given` as the value of `name`. */
export function read<T>(name: string, value: Value<T>, given: string): Reading<T> {
  const result = v.safeParse(value, given, { abortPipeEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const problem = `Cannot parse ${name}: expected ${result.issues[0].message}, got ${
    JSON.stringify(given)
  }`;
  return { ok: false, problem };
}
