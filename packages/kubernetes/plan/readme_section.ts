import type { MeasuredCosts } from "./measured_costs.ts";
import { breaking } from "./section/breaking.ts";
import { introduction } from "./section/introduction.ts";
import { rollout } from "./section/rollout.ts";
import { sizes } from "./section/sizes.ts";
import { slowModel } from "./section/slow_model.ts";
import { storm } from "./section/storm.ts";

const BEGIN = "<!-- begin: deno task plan --write -->";
const END = "<!-- end: deno task plan --write -->";

/** The capacity plan as a section of Markdown, from its heading to its last marker. */
export function renderSection(costs: MeasuredCosts): string {
  return [
    "## Capacity plan",
    "",
    BEGIN,
    "",
    ...introduction(costs),
    ...sizes(costs),
    ...breaking(costs),
    ...storm(costs),
    ...rollout(),
    ...slowModel(),
    END,
  ].join("\n");
}

/**
 * Puts the section into `text`, in place of the one that is there or at the end.
 *
 * @throws {Error} when only one of its markers is there.
 */
export function replaceSection(text: string, costs: MeasuredCosts): string {
  const from = text.indexOf("## Capacity plan\n");
  const to = text.indexOf(END);
  if ((from === -1) !== (to === -1)) {
    throw new Error(
      `Cannot replace the section: expected "## Capacity plan" and "${END}", got one`,
    );
  }
  if (from === -1) return `${text.trimEnd()}\n\n${renderSection(costs)}\n`;
  return text.slice(0, from) + renderSection(costs) + text.slice(to + END.length);
}
