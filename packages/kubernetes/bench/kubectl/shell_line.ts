/** A command as a shell takes it, to be copied. */
export function shellLine(command: readonly string[]): string {
  return command.map(quote).join(" ");
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
