/** What links call the headings of a page in Markdown, as GitHub makes them. */
export function headingAnchors(markdown: string): ReadonlySet<string> {
  const text = markdown.replaceAll(/^```[^]*?^```/gm, "");
  const headings = text.matchAll(/^#{1,6} (.+)$/gm).map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) =>
      heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").trim().replaceAll(" ", "-")
    ),
  );
}
