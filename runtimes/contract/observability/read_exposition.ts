import { demand, Violation } from "@stt-bench/conformance";

/** One series: the name of the line, which a histogram ends in its own ways, and its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of one metric. */
export interface MetricFamily {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly samples: Sample[];
}

const METRIC = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const COMMENT = new RegExp(`^# (HELP|TYPE) (${METRIC}) (.+)$`);
const SAMPLE = new RegExp(
  `^(${METRIC})(?:\\{(.*)\\})? (NaN|[-+]?(?:Inf|[0-9.]+(?:e[-+]?[0-9]+)?))$`,
);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,(?=.)|$)/y;
const TYPES: readonly string[] = ["counter", "gauge", "histogram"];

/** Which lines a metric of each type has, besides those of its own name. */
const ENDINGS = { counter: [""], gauge: [""], histogram: ["_bucket", "_sum", "_count"] } as const;

/**
 * Reads Prometheus' text format 0.0.4 and accepts less than Prometheus does: each metric has its help
 * and its type, in this order, before all of its samples; no series comes twice; there are no
 * timestamps and no other comments.
 *
 * @returns the metrics by name, in their order.
 * @throws {Violation} that has the first line that is wrong.
 */
export function readExposition(text: string): ReadonlyMap<string, MetricFamily> {
  demand(text.endsWith("\n"), "Metrics: expected a line feed at the end, got none");
  const families = new Map<string, MetricFamily>();
  const series = new Set<string>();
  let help: string[] = [];
  let family: MetricFamily | undefined;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, keyword, name, rest] = COMMENT.exec(line) ?? [];
    if (keyword === "HELP") {
      demand(!families.has(name!), `Metrics: expected ${name} once, got "${line}"`);
      demand(help.length === 0, `Metrics: expected the type of ${help[0]}, got "${line}"`);
      help = [name!, rest!];
    } else if (keyword === "TYPE") {
      demand(help[0] === name && TYPES.includes(rest!), `Metrics: expected a type, got "${line}"`);
      const type = rest as MetricFamily["type"];
      family = { name: name!, type, help: help[1]!, samples: [] };
      families.set(name!, family);
      help = [];
    } else {
      const sample = readSample(line);
      const isOfFamily = help.length === 0 && family !== undefined &&
        ENDINGS[family.type].some((ending) => sample.name === family!.name + ending);
      demand(isOfFamily, `Metrics: expected a sample of ${family?.name}, got "${line}"`);
      const { name, labels } = sample;
      const id = name + JSON.stringify(Object.entries(labels).sort());
      demand(!series.has(id), `Metrics: expected each series once, got "${line}"`);
      series.add(id);
      family!.samples.push(sample);
    }
  }
  demand(help.length === 0, `Metrics: expected the type of ${help[0]}, got no further line`);
  return families;
}

function readSample(line: string): Sample {
  const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
  demand(name !== undefined, `Metrics: expected a sample, got "${line}"`);
  return { name, labels: readLabels(labels, line), value: readValue(value!) };
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined) throw new Violation(`Metrics: expected labels, got "${line}"`);
    demand(!Object.hasOwn(labels, name), `Metrics: expected ${name} once, got "${line}"`);
    labels[name] = value!.replaceAll(/\\(.)/g, (_, each) => each === "n" ? "\n" : each);
  }
  return labels;
}

function readValue(text: string): number {
  return Number(text.replace("Inf", "Infinity"));
}
