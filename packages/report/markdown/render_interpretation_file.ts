import type { Analysis } from "../analysis/analysis.ts";

/** The interpretation as a file of its own. */
export function renderInterpretationFile({ title, interpretation }: Analysis): string {
  const sections = interpretation.map(({ title, sentences }) =>
    `## ${title}\n\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}`
  );
  return `${[`# ${title}`, ...sections].join("\n\n")}\n`;
}
