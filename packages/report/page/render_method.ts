import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { html } from "./html.ts";
import type { Html, HtmlPart } from "./html.ts";

/** When, where and how each set was measured, what to know of it, and how to repeat it. */
export function renderMethod({ sets }: ReportData): Html {
  return html`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">How it was measured</h2>
${sets.map(renderSet)}
</section>`;
}

function renderSet(set: ResultSet): Html {
  const { id, environment, flags } = set;
  const { command } = environment;
  return html`<article aria-labelledby="method-${id}">
<h3 id="method-${id}">${id}</h3>
${
    flags.length === 0
      ? undefined
      : html`<ul class="flags">${
        flags.map(({ level, text }) => html`<li class="${level}">${text}</li>`)
      }</ul>`
  }
<dl>${
    facts(set).map(([term, text]) =>
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

/** What is known, as pairs; what isn't is left out. */
function facts({ environment, load, slo, targets }: ResultSet): readonly [string, HtmlPart][] {
  const { startedAt, machine, pinning, cpuLimit, memoryLimitBytes, versions, git } = environment;
  const clients = targets.filter(({ inferenceClient }) => inferenceClient !== null);
  const all: readonly [string, HtmlPart][] = [
    [
      "Measured",
      startedAt === null
        ? undefined
        : html`<time datetime="${startedAt}">${
          startedAt.slice(0, 16).replace("T", " ")
        } UTC</time>`,
    ],
    ["Load", describeLoad(load)],
    [
      "Service level",
      slo === null
        ? undefined
        : `${slo.name}: newest p50 ≤ ${slo.newest_p50_ms} ms, p95 ≤ ${slo.newest_p95_ms} ms; oldest p50 ≤ ${slo.oldest_p50_ms} ms, p95 ≤ ${slo.oldest_p95_ms} ms`,
    ],
    [
      "Machine",
      machine === null
        ? undefined
        : `${machine.cpuModel}, ${machine.cores} cores, ${
          (machine.memoryBytes / 2 ** 30).toFixed(1)
        } GiB, ${machine.platform} ${machine.kernel} ${machine.arch}`,
    ],
    ["CPUs", pinning ?? undefined],
    ["Limits", describeLimits(cpuLimit, memoryLimitBytes)],
    [
      "Versions",
      describeVersions(versions) || undefined,
    ],
    [
      "Inference clients",
      clients.map(({ label, inferenceClient }) => `${label}: ${inferenceClient}`).join("; ") ||
      undefined,
    ],
    [
      "Commit",
      git === null
        ? undefined
        : html`<code>${git.commit}</code>${git.dirty ? " with changes" : ""}`,
    ],
  ];
  return all.filter(([, text]) => text !== undefined);
}

function describeLoad(
  { profile, sessions, rampUpSecs, warmupSecs, measureSecs }: ResultSet["load"],
): string {
  return [
    ...(sessions === null ? [] : [`${sessions} sessions`]),
    ...(profile === null ? [] : [`profile ${profile}`]),
    `ramp ${rampUpSecs} s, warm-up ${warmupSecs} s, measured ${measureSecs} s`,
  ].join(", ");
}

function describeLimits(
  cpuLimit: number | null,
  memoryLimitBytes: number | null,
): string | undefined {
  const limits = [
    ...(cpuLimit === null ? [] : [`${cpuLimit} vCPU`]),
    ...(memoryLimitBytes === null ? [] : [`${memoryLimitBytes / 2 ** 20} MiB of memory`]),
  ];
  return limits.join(", ") || undefined;
}

/** Program by program: `gateways: deno 2.9.6, bun 1.4.5; load generator: bun 1.4.5`. */
function describeVersions(versions: ResultSet["environment"]["versions"]): string {
  return [...Map.groupBy(versions, ({ program }) => program)]
    .map(([program, of]) =>
      `${program}: ${of.map(({ runtime, version }) => `${runtime} ${version}`).join(", ")}`
    )
    .join("; ");
}
