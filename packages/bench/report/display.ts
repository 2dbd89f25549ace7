import process from "node:process";

/** What a result is drawn for. */
export interface Display {
  readonly hasColor: boolean;
  /** Characters that a line has room for. */
  readonly columns: number;
}

/** Where nobody tells the width: no terminal, or one that does not know its own. */
const DEFAULT_COLUMNS = 120;

/** Standard output, as it and the environment (`NO_COLOR`, https://no-color.org; `COLUMNS`) say. */
export function readDisplay(): Display {
  const { isTTY, columns } = process.stdout;
  return {
    hasColor: isTTY === true && !process.env["NO_COLOR"],
    columns: columns || Number(process.env["COLUMNS"]) || DEFAULT_COLUMNS,
  };
}
