import { environmentFacts } from "../markdown/environment_facts.ts";
import type { Fact } from "../markdown/environment_facts.ts";
import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** When, where and how each set was measured, what to know of it, and how to repeat it. */
export function renderMethod({ sets }: ReportData): Html {
  return html`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">How it was measured</h2>
${sets.map(renderSet)}
</section>`;
}

function renderSet(set: ResultSet, at: number): Html {
  const { id, environment, flags } = set;
  const { command } = environment;
  // Counted, as a set's name may have spaces, and an id must not.
  const heading = `method-${at + 1}`;
  return html`<article aria-labelledby="${heading}">
<h3 id="${heading}">${id}</h3>
${
    flags.length === 0
      ? undefined
      : html`<ul class="flags">${
        flags.map(({ level, text }) => html`<li class="${level}">${text}</li>`)
      }</ul>`
  }
<dl>${
    factsOf(set).map(([term, text]) =>
      html`
        <div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>
      `
    )
  }</dl>
${
    command === null ? undefined : html`
      <p>To repeat it:</p>
      <pre tabindex="0"><code>${command}</code></pre>
    `
  }
</article>`;
}

/** What is known besides the name of the set, which stands above. */
function factsOf(set: ResultSet): readonly Fact[] {
  const clients = set.targets.flatMap(({ label, inferenceClient }) =>
    inferenceClient === null ? [] : [`${label}: ${inferenceClient}`]
  );
  return [
    ...environmentFacts(set).filter(([, text]) => text !== set.id),
    ...(clients.length === 0 ? [] : [["inference clients", clients.join("; ")] as const]),
  ];
}
