import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { fontPath } from "../fonts/read_font.ts";
import { encodePng } from "./encode_png.ts";
import { indexColors } from "./index_colors.ts";

/** A picture of few hues needs no more, and its file is a third as large as in true colour. */
const COLORS = 64;

/**
 * Draws an opaque SVG as a PNG with our fonts and no other: the same bytes on each machine and runtime.
 *
 * @param scale pixels for each pixel of the SVG
 */
export function renderPng(svg: string, scale = 1.25): Uint8Array {
  const fontFiles = [fileURLToPath(fontPath(400)), fileURLToPath(fontPath(600))];
  const { pixels, width } = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" },
  }).render();
  return encodePng(indexColors(pixels, COLORS), width);
}
