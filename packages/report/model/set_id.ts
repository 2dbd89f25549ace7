import { basename, resolve } from "node:path";

/** What a folder of results is called in a report: its name, also when it is partial still. */
export function setId(directory: string): string {
  return basename(resolve(directory)).replace(/\.partial$/, "");
}
