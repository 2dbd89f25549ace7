import type { Drawing } from "../../charts/drawing/drawing.ts";
import { drawingHeight, drawingOption } from "../../charts/drawing/drawing_option.ts";
import { echarts } from "../../charts/echarts.ts";
import { themes } from "../../charts/look.ts";
import type { ThemeName } from "../../charts/look.ts";

/** A chart in the page: drawn anew when its width or the theme changes. */
export class LiveChart {
  readonly #place: HTMLElement;
  readonly #drawing: Drawing;
  readonly #chart: ReturnType<typeof echarts.init>;
  #theme: ThemeName = "light";
  #width = 0;

  constructor(place: HTMLElement, drawing: Drawing) {
    this.#place = place;
    this.#drawing = drawing;
    this.#chart = echarts.init(place, null, { renderer: "svg" });
    new ResizeObserver(() => this.#fit()).observe(place);
  }

  /** Draws it in a theme. */
  draw(theme: ThemeName): void {
    this.#theme = theme;
    this.#width = this.#place.clientWidth;
    // Not there while it is printed.
    if (this.#width === 0) return;
    const look = { theme: themes[theme], width: this.#width };
    const height = drawingHeight(this.#drawing, look);
    this.#place.style.minHeight = `${height}px`;
    this.#chart.resize({ width: look.width, height });
    this.#chart.setOption(drawingOption(this.#drawing, look), { notMerge: true });
  }

  #fit(): void {
    if (this.#place.clientWidth !== this.#width) this.draw(this.#theme);
  }
}
