import type { Analysis } from "../analysis/analysis.ts";
import type { ReportTable, TableName } from "../analysis/report_table.ts";
import { toolsSentences } from "../analysis/sentences/tools_sentences.ts";
import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { environmentFacts } from "./environment_facts.ts";
import { markdownTable } from "./markdown_table.ts";
import { renderTableMarkdown } from "./render_table_markdown.ts";

/** Tables that are read first, and those that are opened by whoever wants to know. */
const SHOWN: readonly TableName[] = ["summary", "slo_capacity", "scaling", "split", "soak"];
const FOLDED: readonly TableName[] = ["capacity", "comparisons", "published"];

/** What an issue of GitHub's takes. */
const MAX_CHARACTERS = 65_536;

/**
 * The report as one file of Markdown, to be pasted into an issue: a folded table that would make it too
 * long for one is left to its own file.
 */
export function renderReport(data: ReportData, analysis: Analysis): string {
  const { title, headline, tables } = analysis;
  const named = (names: readonly TableName[]) =>
    names.flatMap((name) => tables.filter((table) => table.name === name && table.rows.length > 0));
  const shown = [
    `# ${title}`,
    list(headline),
    ...named(SHOWN).map((table) => `## ${table.title}\n\n${renderTable(table)}`),
    `## Validity\n\n${data.sets.map((set) => renderValidity(set, data)).join("\n\n")}`,
    `## How it was measured\n\n${data.sets.map(renderEnvironment).join("\n\n")}`,
    ...renderRepetition(data),
  ].join("\n\n");
  return `${named(FOLDED).reduce(appendFolded, shown)}\n`;
}

function appendFolded(report: string, table: ReportTable): string {
  const whole = `${report}\n\n${fold(table.title, renderTable(table))}`;
  if (whole.length < MAX_CHARACTERS) return whole;
  return `${report}\n\n${table.title}: ${table.rows.length} rows, in ${table.name}.md beside this file.`;
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join("\n");
}

function renderTable(table: ReportTable): string {
  return [renderTableMarkdown(table), ...table.notes.map((note) => `_${note}_`)].join("\n\n");
}

function renderValidity(set: ResultSet, { sets }: ReportData): string {
  const sentences = [
    ...set.flags.map(({ level, text }) => level === "warning" ? `**Warning:** ${text}` : text),
    ...toolsSentences(set),
  ];
  const nothing = "Nothing is known against these results.";
  const heading = sets.length === 1 ? "" : `${set.id}:\n\n`;
  return heading + list(sentences.length === 0 ? [nothing] : sentences);
}

function renderEnvironment(set: ResultSet): string {
  const column = { label: "", align: "left" } as const;
  return markdownTable([column, column], environmentFacts(set));
}

/** The commands that repeat it, each at the commit that it was measured at. */
function renderRepetition({ sets }: ReportData): string[] {
  const commands: string[] = [];
  let checkout: string | undefined;
  for (const { environment: { command, git } } of sets) {
    if (command === null) continue;
    const next = git === null ? "# at an unknown commit" : checkoutCommand(git);
    if (next !== checkout) commands.push(next);
    commands.push(command);
    checkout = next;
  }
  if (commands.length === 0) return [];
  return [`## How to repeat it\n\n\`\`\`sh\n${commands.join("\n")}\n\`\`\``];
}

function checkoutCommand({ commit, dirty }: NonNullable<ResultSet["environment"]["git"]>): string {
  return `git checkout ${commit}${dirty ? " # and changes that nobody has committed" : ""}`;
}

function fold(title: string, content: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${content}\n\n</details>`;
}
