import { keepTogether } from "../picture/keep_together.ts";
import { html } from "./html.ts";
import type { Html, HtmlPart } from "./html.ts";

/** The text of a heading: without a full stop, and names such as `bun-tuned` stay on one line. */
export function renderHeadingText(text: string): HtmlPart {
  return keepTogether(text.replace(/\.$/, "")).split(" ").flatMap((word, at): (string | Html)[] => [
    at === 0 ? "" : " ",
    word.includes("-") ? html`<span class="whole">${word}</span>` : word,
  ]);
}
