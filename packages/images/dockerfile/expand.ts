/** Puts `$NAME` and `${NAME}` of `scope` into `text`; a name that is unknown becomes nothing. */
export function expand(text: string, scope: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_all, braced, bare) => scope[braced ?? bare] ?? "",
  );
}
