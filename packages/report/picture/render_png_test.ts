import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { unzlibSync } from "fflate";
import { sampleCharts } from "../testing/sample_charts.ts";
import { renderPicture } from "./render_picture.ts";
import { renderPng } from "./render_png.ts";

/** Size, and how often each colour of the palette stands in it, of a PNG that we have made. */
function decode(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const at = bytes.indexOf("IDAT");
  const lines = unzlibSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  const counts = new Map<number, number>();
  for (const [i, index] of lines.entries()) {
    if (i % (width + 1) !== 0) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return { width, height, counts };
}

/** The share of pixels that aren't of the most frequent colour, which is the paper. */
function inkShare({ width, height, counts }: ReturnType<typeof decode>): number {
  return 1 - counts.get(0)! / (width * height);
}

for (const chart of sampleCharts) {
  test(`renderPng draws ${chart.id} as large as asked for, and not blank`, () => {
    const svg = renderPicture(chart);
    const height = Number(/viewBox="0 0 860 (\d+)"/.exec(svg)![1]);
    const png = renderPng(svg, 1);
    const picture = decode(png);
    assertEquals([picture.width, picture.height], [860, height]);
    assert(inkShare(picture) > 0.02 && inkShare(picture) < 0.6, `ink: ${inkShare(picture)}`);
    assert(picture.counts.size > 20, `${picture.counts.size} colours`);
    assert(png.length < 40_000, `${png.length} bytes`);
  });
}

test("renderPng has the fonts that it needs: letters are drawn, and bold ones are bold", () => {
  const draw = (weight: number) =>
    inkShare(decode(renderPng(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" ` +
        `fill="#fff"/><text x="10" y="28" font-family="Inter" font-size="24" font-weight="${weight}">` +
        `deno ≥ 520 ✗</text></svg>`,
      1,
    )));
  assert(draw(400) > 0.05, `${draw(400)}`);
  assert(draw(600) > draw(400) * 1.1, `${draw(600)} and ${draw(400)}`);
});

/** Of the golden pictures; written anew with them. */
const HASHES = new URL("golden/png.json", import.meta.url);

// Elsewhere curves may be rounded in another way.
const skip = process.platform === "linux" && process.arch === "x64"
  ? false
  : "the hashes are those of resvg's build for Linux on x64";

test("renderPng draws the same bytes on each runtime", { skip }, () => {
  const hashes = Object.fromEntries(sampleCharts.map((chart) => {
    const png = renderPng(renderPicture(chart));
    return [chart.id, createHash("sha256").update(png).digest("hex")];
  }));
  if (process.env["WRITE_GOLDEN"] !== undefined) {
    writeFileSync(HASHES, `${JSON.stringify(hashes, null, 2)}\n`);
  }
  assertEquals(hashes, JSON.parse(readFileSync(HASHES, "utf8")));
});
