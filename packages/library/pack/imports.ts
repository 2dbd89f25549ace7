import jsTokens from "js-tokens";

/** What a compiled module or declaration imports or re-exports, as it writes it. */
export function imports(source: string): string[] {
  const tokens = [...jsTokens(source)]
    .filter(({ type }) => !/Comment$|^WhiteSpace$|^LineTerminatorSequence$/.test(type))
    .map(({ type, value }) => ({ type, value }));
  return tokens.flatMap(({ type, value }, index) => {
    if (type !== "StringLiteral") return [];
    const [last, before] = [tokens[index - 1]?.value, tokens[index - 2]?.value];
    const isImported = last === "from" || last === "import" ||
      (last === "(" && before === "import");
    return isImported ? [value.slice(1, -1)] : [];
  });
}
