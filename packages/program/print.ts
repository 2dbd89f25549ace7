import process from "node:process";

/**
 * Writes `text` to standard output, and resolves when it is out: a pipe may take it in parts, and what
 * is left is lost when the process exits.
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
