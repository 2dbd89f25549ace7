/** A variable that configures a program. */
export interface VariableHelp {
  readonly name: string;
  readonly meaning: string;
  /** As text; `unset` where there is none. */
  readonly default: string;
}

/** The variables in the help of a program, in their order; none where it has no such section. */
export function readVariables(help: string): readonly VariableHelp[] {
  const [, section = ""] = help.split("\nEnvironment:\n");
  return section.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [, name, meaning, text] = /^ {2}([A-Z][A-Z0-9_]*) +(.*) \(([^()]*)\)$/.exec(line) ?? [];
    if (name === undefined || meaning === undefined || text === undefined) {
      throw new Error(
        `Cannot read the variables: expected "  NAME  meaning (default)", got "${line}"`,
      );
    }
    return { name, meaning, default: text };
  });
}
