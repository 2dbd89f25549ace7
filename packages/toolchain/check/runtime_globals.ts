/** Whether `file` (a path from the root) may name a runtime's globals, `Deno` or `Bun`. */
export function mayNameRuntime(file: string): boolean {
  return file.startsWith("runtimes/") || file.startsWith("packages/toolchain/") ||
    file.endsWith("/main.ts") || file.endsWith("_e2e_test.ts");
}
