import type { Chart } from "../charts/chart.ts";
import { fontFamily, themes } from "../charts/look.ts";
import type { Look, Theme } from "../charts/look.ts";
import type { FontWeight } from "../fonts/read_font.ts";
import { renderPlot } from "./render_plot.ts";
import { textWidth } from "./text_width.ts";
import { keepTogether } from "./keep_together.ts";
import { wrapText } from "./wrap_text.ts";

/** Pixels around everything. */
const MARGIN = 28;

/** What a picture is in width, in pixels. */
const WIDTH = 860;

/** A text that is broken into lines. */
interface Block {
  readonly text: string;
  readonly size: number;
  readonly lineHeight: number;
  readonly weight: FontWeight;
  readonly color: string;
  /** Pixels above it. */
  readonly space: number;
}

/**
 * A chart as a picture that stands alone: title, what is drawn, the plot, where its numbers come from
 * and what to know before believing them. SVG in the light theme, the same on each machine.
 */
export function renderPicture(chart: Chart, theme: Theme = themes.light): string {
  const look: Look = { theme, width: WIDTH - 2 * MARGIN };
  const plot = renderPlot(chart, look);
  const head = layOut(headOf(chart, theme), MARGIN - 8);
  const plotTop = head.bottom + 20;
  const foot = layOut(footOf(chart, theme), plotTop + plot.height + 4);
  const height = foot.bottom + MARGIN - 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" ` +
    `viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description" ` +
    `font-family="${escape(fontFamily)}">` +
    `<title id="title">${escape(chart.title)}</title>` +
    `<desc id="description">${escape(chart.description)}</desc>` +
    `<rect width="${WIDTH}" height="${height}" fill="${theme.paper}"/>` +
    head.svg + place(plot.svg, MARGIN, plotTop) + foot.svg + "</svg>\n";
}

function headOf({ title, subtitle }: Chart, { ink, muted }: Theme): Block[] {
  return [
    { text: title, size: 19, lineHeight: 26, weight: 600, color: ink, space: 0 },
    { text: subtitle, size: 13, lineHeight: 19, weight: 400, color: muted, space: 6 },
  ];
}

function footOf({ source, flags }: Chart, { muted, ink, limit }: Theme): Block[] {
  const isDoubtful = flags.some(({ level }) => level === "warning");
  const small = { size: 11, lineHeight: 16, weight: 400 } as const;
  return [
    { ...small, text: source, color: muted, space: 0 },
    ...(flags.length === 0 ? [] : [{
      ...small,
      text: `${isDoubtful ? "Careful" : "Note"}: ${flags.map(({ label }) => label).join(" · ")}`,
      color: isDoubtful ? limit : ink,
      space: 3,
    }]),
  ];
}

/** Sets blocks below each other, the first one from `top` on. */
function layOut(blocks: readonly Block[], top: number): { svg: string; bottom: number } {
  let [svg, y] = ["", top];
  for (const { text, size, lineHeight, weight, color, space } of blocks) {
    y += space;
    const width = (line: string) => textWidth(line, size, weight);
    for (const line of wrapText(keepTogether(text), WIDTH - 2 * MARGIN, width)) {
      y += lineHeight;
      svg += `<text x="${MARGIN}" y="${y}" font-size="${size}" font-weight="${weight}" ` +
        `fill="${color}">${escape(line)}</text>`;
    }
  }
  return { svg, bottom: y };
}

/** A plot at a place: as a group, since not every renderer knows an SVG inside of an SVG. */
function place(svg: string, x: number, y: number): string {
  const content = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<g transform="translate(${x} ${y})">${content}</g>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
