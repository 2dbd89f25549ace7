import process from "node:process";

/** Writes a result to standard output, and resolves when it is out: the process may exit next. */
export async function print(text: string): Promise<void> {
  await new Promise((written) => process.stdout.write(`${text}\n`, written));
}
