const UNITS = ["", "k", "M", "G", "T"];

/** A whole number in groups of three digits: `1 000 000`. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** Three digits at most, with a prefix: `formatScaled(1.234e9, "bit/s")` is `1.23 Gbit/s`. */
export function formatScaled(value: number, unit: string): string {
  let scaled = value;
  let prefix = 0;
  while (scaled >= 999.5 && prefix < UNITS.length - 1) {
    scaled /= 1000;
    prefix++;
  }
  return `${formatDigits(scaled)} ${UNITS[prefix]}${unit}`;
}

/** A number with three digits that count, at most. */
export function formatDigits(value: number): string {
  if (value >= 999.5) return formatCount(value);
  return String(Number(value.toPrecision(3)));
}

/** A share as a percentage without decimals: `33 %`. */
export function formatShare(value: number): string {
  return `${Math.round(100 * value)} %`;
}

/** Memory as Kubernetes writes it: `576 MiB`. */
export function formatMemory(bytes: number): string {
  return `${formatCount(bytes / 2 ** 20)} MiB`;
}
