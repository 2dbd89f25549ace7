/**
 * Breaks a text into lines at its spaces.
 *
 * @param width tells how wide a text is, in the unit of `maxWidth`
 * @returns at least one line; only a single word may be wider than `maxWidth`
 */
export function wrapText(
  text: string,
  maxWidth: number,
  width: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && width(longer) > maxWidth) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
