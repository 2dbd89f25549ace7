/**
 * The lines that only one of two texts has, as `- …` and `+ …`; where a line stands doesn't matter.
 * Empty when the texts are equal.
 */
export function lineChanges(before: string, after: string): string[] {
  if (before === after) return [];
  const [old, now] = [before.split("\n"), after.split("\n")];
  const changes = [
    ...without(old, now).map((line) => `- ${line}`),
    ...without(now, old).map((line) => `+ ${line}`),
  ];
  return changes.length > 0 ? changes : ["the same lines in another order"];
}

/** `lines` without those that `others` has, each as often as there. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}
