import type { Analysis } from "../analysis/analysis.ts";
import { keepTogether } from "../picture/keep_together.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** What the data says, in words. */
export function renderInterpretation({ interpretation }: Analysis): Html {
  return html`<section id="meaning" class="prose" aria-labelledby="meaning-title">
<h2 id="meaning-title">What it means</h2>
${
    interpretation.map(({ title, sentences }) =>
      html`
        <h3>${title}</h3>
        <p>${keepTogether(sentences.join(" "))}</p>
      `
    )
  }
</section>`;
}
