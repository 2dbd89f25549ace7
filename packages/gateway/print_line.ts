import process from "node:process";

/** Prints `value` to standard output as one line of JSON; resolves when it is written. */
export function printLine(value: unknown): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve());
  });
}
