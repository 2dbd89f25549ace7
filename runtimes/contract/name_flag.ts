/** Adds the names in `given`, which commas separate, to those of the same flag `before`. */
export function splitNames(given: string, before: readonly string[]): readonly string[] {
  return [...before, ...given.split(",").map((name) => name.trim()).filter((name) => name !== "")];
}

/** A problem for each name that a flag was given and that isn't `known`; `listed` says where those are. */
export function unknownNames(
  flag: string,
  given: readonly string[],
  known: readonly string[],
  listed: string,
): string[] {
  return given.filter((name) => !known.includes(name)).map((name) =>
    `Cannot parse ${flag}: expected names that ${listed} has, got ${JSON.stringify(name)}`
  );
}
