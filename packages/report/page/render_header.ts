import type { Analysis } from "../analysis/analysis.ts";
import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { keepTogether } from "../picture/keep_together.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { shortName } from "./short_name.ts";
import { renderHeadingText } from "./render_heading_text.ts";

/** Letters of a headline from which on it is set smaller. */
const LONG = 75;

/** What a page begins with: the finding, what else is worth a sentence, and how far to believe it. */
export function renderHeader({ sets }: ReportData, { title, headline }: Analysis): Html {
  const [first = title, ...others] = headline;
  return html`<header class="head">
<div class="bar"><p class="eyebrow">stt-bench · ${title}</p>
<button type="button" id="theme" aria-pressed="false" hidden>Dark</button></div>
<h1 class="${first.length > LONG ? "long" : ""}">${renderHeadingText(first)}</h1>
${
    others.length === 0
      ? undefined
      : html`<ul class="headline">${
        others.map((text) => html`<li>${keepTogether(text)}</li>`)
      }</ul>`
  }
<h2 class="unseen">How far to believe it</h2>
<ul class="badges">${sets.map(outcomeBadge)}${flagBadges(sets)}</ul>
</header>`;
}

/** How many runs of a set count, in words and a sign: never in a colour alone. */
function outcomeBadge({ id, runs }: ResultSet): Html {
  const count = (wanted: string) => runs.filter(({ outcome }) => outcome === wanted).length;
  const valid = count("pass") + count("fail");
  const isGood = runs.length > 0 && valid === runs.length;
  const [tone, sign] = isGood ? ["good", "✓"] : ["warning", "!"];
  const text = `${shortName(id)}: ${valid} of ${runs.length} runs valid`;
  return html`
    <li class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${text}</li>
  `;
}

function flagBadges(sets: readonly ResultSet[]): readonly Html[] {
  const flags = new Map(sets.flatMap(({ flags }) => flags.map((flag) => [flag.label, flag])));
  return [...flags.values()]
    // Said by the badge of the set's runs.
    .filter(({ kind }) => kind !== "invalid-runs")
    .map(({ level, label, text }) => {
      const sign = level === "warning"
        ? html`
          <span aria-hidden="true">!</span>
        `
        : undefined;
      return html`<li class="badge ${level}" title="${text}">${sign}<a href="#method">${label}</a></li>`;
    });
}
