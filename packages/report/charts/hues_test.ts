import { test } from "node:test";
import { assert } from "@std/assert";
import { hues } from "./hues.ts";
import { themes } from "./look.ts";

type Rgb = readonly [number, number, number];

/** Linear red, green, blue of `#rrggbb` (IEC 61966-2-1). */
function linear(color: string): Rgb {
  return [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low, high] = [a, b].map((color) => luminance(linear(color))).sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** CIE L*a*b*, D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Machado, Oliveira, Fernandes 2009, severity 1. */
const EYES: Readonly<Record<string, readonly Rgb[]>> = {
  "full colour vision": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
  deuteranopia: [[0.367, 0.861, -0.228], [0.28, 0.673, 0.047], [-0.012, 0.043, 0.969]],
  tritanopia: [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
};

function seenBy(eye: readonly Rgb[], color: string): Rgb {
  const rgb = linear(color);
  return lab(
    eye.map((row) => row.reduce((sum, factor, i) => sum + factor * rgb[i]!, 0))
      .map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb,
  );
}

for (const theme of ["light", "dark"] as const) {
  const { deno, node, bun } = hues[theme];
  const pairs = [[deno, node], [deno, bun], [node, bun]] as const;

  for (const [name, eye] of Object.entries(EYES)) {
    test(`hues of the runtimes are told apart on ${theme} by ${name}`, () => {
      for (const [a, b] of pairs) {
        const distance = Math.hypot(...seenBy(eye, a).map((v, i) => v - seenBy(eye, b)[i]!));
        assert(distance > 15, `${a} and ${b}: ΔE ${distance.toFixed(1)}`);
      }
    });
  }

  test(`hues stand out from ${theme} paper, and texts can be read on it`, () => {
    const { paper, ink, muted, limit } = themes[theme];
    for (const color of Object.values(hues[theme])) assert(contrast(color, paper) >= 3, color);
    for (const color of [ink, muted, limit]) assert(contrast(color, paper) >= 4.5, color);
  });
}

test("hues of the runtimes stay apart in a grey print", () => {
  const { deno, node, bun } = hues.light;
  const [a, b, c] = [deno, node, bun].map((color) => lab(linear(color))[0]);
  assert(b! - a! > 7 && c! - b! > 7, `L* ${a}, ${b}, ${c}`);
});
