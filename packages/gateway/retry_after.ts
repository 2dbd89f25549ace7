const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The three forms of a date that RFC 9110 §5.6.7 has recipients accept; all are in GMT. */
const DATES = [
  /^[A-Z][a-z]{2}, (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>[\d:]{8}) GMT$/,
  /^[A-Z][a-z]{5,8}, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) (?<time>[\d:]{8}) GMT$/,
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>[\d:]{8}) (?<year>\d{4})$/,
];

/** A year of two digits is never further ahead than this: RFC 9110 §5.6.7. */
const MAX_YEARS_AHEAD = 50;

/**
 * How long a `Retry-After` field asks to wait, in milliseconds: its seconds, or the time from `nowMs`
 * (since 1970) to its date, 0 when that is past. Undefined when it says neither. RFC 9110 §10.2.3.
 */
export function retryAfterMs(value: string, nowMs: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const dateMs = parseDate(value, nowMs);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** Milliseconds since 1970; NaN for what is no date. */
function parseDate(text: string, nowMs: number): number {
  const match = DATES.map((form) => form.exec(text)).find((match) => match !== null);
  const { day = "", month = "", year = "", time = "" } = match?.groups ?? {};
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  const fullYear = year.length === 2 ? expandYear(Number(year), nowMs) : year;
  return Date.parse(`${fullYear}-${monthNumber}-${day.replace(" ", "0")}T${time}Z`);
}

/** The century that keeps the year from being too far ahead. */
function expandYear(year: number, nowMs: number): number {
  const now = new Date(nowMs).getUTCFullYear();
  const full = now - now % 100 + year;
  return full > now + MAX_YEARS_AHEAD ? full - 100 : full;
}
