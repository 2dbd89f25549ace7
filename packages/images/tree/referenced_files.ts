/** The form in which our code names a file beside it that isn't imported: a worker's, a template's. */
const REFERENCE = /new URL\(\s*"(\.{1,2}\/[^"]+)",\s*import\.meta\.url,?\s*\)/g;

/** The URLs of files that `text`, the module at the URL `module`, names without importing them. */
export function referencedFiles(text: string, module: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, path]) => new URL(path!, module).href);
}
