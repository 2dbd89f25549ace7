/** The words of a command in exec form, `["node", "main.ts"]`; undefined for a shell's, or no words. */
export function execForm(text: string): [string, ...string[]] | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const words: unknown = JSON.parse(text);
    if (!Array.isArray(words) || words.length === 0) return undefined;
    return words.every((word) => typeof word === "string" && word !== "")
      ? words as [string, ...string[]]
      : undefined;
  } catch {
    return undefined;
  }
}
