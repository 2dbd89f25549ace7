import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { fontPath } from "../fonts/read_font.ts";

/**
 * Draws an SVG as a PNG with our fonts and no other, so that it is the same on each machine.
 *
 * @param scale pixels for each pixel of the SVG
 */
export function renderPng(svg: string, scale = 1.5): Uint8Array {
  const fontFiles = [fileURLToPath(fontPath(400)), fileURLToPath(fontPath(600))];
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" },
  });
  return picture.render().asPng();
}
