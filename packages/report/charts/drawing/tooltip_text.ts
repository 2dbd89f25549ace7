/** HTML of a tooltip: a gateway's name, which may be anybody's, and what there is to say of it. */
export function tooltipText(label: string, ...lines: readonly string[]): string {
  const [name, ...others] = [label, ...lines].map(escape);
  return [`<b>${name}</b>`, ...others].join("<br>");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
