import process from "node:process";

/** Whether standard output shows colours (https://no-color.org). */
export function hasColor(): boolean {
  return process.stdout.isTTY === true && !process.env["NO_COLOR"];
}

/** Writes a result to standard output, and resolves when it is out: the process may exit next. */
export async function print(text: string): Promise<void> {
  await new Promise((written) => process.stdout.write(`${text}\n`, written));
}
