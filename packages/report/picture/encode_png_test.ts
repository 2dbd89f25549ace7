import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { unzlibSync } from "fflate";
import { encodePng } from "./encode_png.ts";
import { indexColors } from "./index_colors.ts";

/** The type and content of each chunk. */
function chunks(png: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const view = new DataView(png.buffer);
  const all: [string, Uint8Array][] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    all.push([type, png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return all;
}

test("encodePng writes what the specification has", () => {
  const image = { palette: [255, 255, 255, 0, 0, 0], pixels: Uint8Array.of(0, 1, 1, 1, 0, 0) };
  const png = encodePng(image, 3);
  const all = chunks(png);
  assertEquals(all.map(([type]) => type), ["IHDR", "PLTE", "IDAT", "IEND"]);
  assertEquals([...all[0]![1]], [0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  assertEquals([...all[1]![1]], image.palette);
  assertEquals([...unzlibSync(all[2]![1])], [0, 0, 1, 1, 0, 1, 0, 0]);
  // The CRC of an empty IEND is the same in each PNG.
  assertEquals([...png.subarray(-4)], [0xae, 0x42, 0x60, 0x82]);
});

const [white, black, red] = [[255, 255, 255, 255], [0, 0, 0, 255], [255, 0, 0, 255]] as const;

test("indexColors keeps all colours where there are few, the most frequent one first", () => {
  const { palette, pixels } = indexColors(Uint8Array.from([white, white, black].flat()), 4);
  assertEquals(palette, [255, 255, 255, 0, 0, 0]);
  assertEquals([...pixels], [0, 0, 1]);
});

test("indexColors makes of rarer colours the nearest that is kept", () => {
  const nearRed = [250, 10, 10, 255];
  const rgba = Uint8Array.from([white, white, white, red, red, nearRed].flat());
  const { palette, pixels } = indexColors(rgba, 2);
  assertEquals(palette, [255, 255, 255, 255, 0, 0]);
  assertEquals([...pixels], [0, 0, 0, 1, 1, 1]);
});

test("indexColors keeps a rare colour that nothing is like before frequent ones that are alike", () => {
  const greys = [254, 253, 252].flatMap((grey) => Array(9).fill([grey, grey, grey, 255]));
  const rgba = Uint8Array.from([...Array(99).fill(white), ...greys, red].flat());
  const { palette } = indexColors(rgba, 2);
  assertEquals(palette, [255, 255, 255, 255, 0, 0]);
});
