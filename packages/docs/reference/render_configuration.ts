import { leftTable } from "./left_table.ts";
import type { VariableHelp } from "./read_variables.ts";

/** Programs that are configured by variables, and what they say of them. */
export interface Configurations {
  /** By runtime: defaults may differ. */
  readonly gateways: Readonly<Record<string, readonly VariableHelp[]>>;
  readonly simulator: readonly VariableHelp[];
  readonly collector: readonly VariableHelp[];
}

/** The page of configuration variables. */
export function renderConfiguration(
  { gateways, simulator, collector }: Configurations,
): string {
  return [
    "# Configuration",
    "",
    "Servers are configured by environment variables. One that is unset or empty takes its default; wrong",
    "ones stop the start, all of them reported together. `--print-config` prints what is in force and where",
    "it comes from.",
    "",
    "## Gateways",
    "",
    table(merged(gateways)),
    "",
    "## Inference simulator",
    "",
    table(simulator),
    "",
    "## Collector",
    "",
    table(collector),
    "",
  ].join("\n");
}

function table(variables: readonly VariableHelp[]): string {
  return leftTable(
    ["variable", "default", "meaning"],
    variables.map(({ name, meaning, default: text }) => {
      return [
        `\`${name}\``,
        text === "unset" || text.includes("`") ? text : `\`${text}\``,
        meaning,
      ];
    }),
  );
}

/** One list of all gateways' variables: what differs between runtimes says so. */
function merged(gateways: Configurations["gateways"]): readonly VariableHelp[] {
  const all = Object.entries(gateways).flatMap(([runtime, variables]) =>
    variables.map((variable) => ({ runtime, ...variable }))
  );
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName].map(([name, variants]) => {
    const join = (of: (variable: VariableHelp) => string, code: (text: string) => string) => {
      const texts = Map.groupBy(variants, of);
      if (texts.size === 1) return of(variants[0]!);
      return [...texts].map(([text, own]) =>
        `${code(text)} on ${own.map(({ runtime }) => runtime).join(", ")}`
      ).join("; ");
    };
    return {
      name,
      meaning: join(({ meaning }) => meaning, (text) => text),
      default: join((variable) => variable.default, (text) => `\`${text}\``),
    };
  });
}
