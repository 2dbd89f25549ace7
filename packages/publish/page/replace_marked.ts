/**
 * Puts `content` between the markers called `name`, `<!-- begin: name -->` and `<!-- end: name -->`,
 * in place of what is there.
 *
 * @throws {Error} unless `text` has each marker once, in this order.
 */
export function replaceMarked(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin: ${name} -->`, `<!-- end: ${name} -->`];
  const [before, rest, ...more] = text.split(begin);
  const [, after, ...others] = (rest ?? "").split(end);
  if (after === undefined || more.length > 0 || others.length > 0 || before!.includes(end)) {
    throw new Error(`Cannot replace a section: expected ${begin} and ${end} once each`);
  }
  return `${before}${begin}\n\n${content.trim()}\n\n${end}${after}`;
}
