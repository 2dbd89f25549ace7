import process from "node:process";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../.toolchain/compile-cache/", import.meta.url));

/**
 * Lets each process of Node that we start use what an earlier one has compiled. A run starts about a
 * hundred of them, which then take 0.4 s of CPU to listen in place of 0.7 s (Node 26.10).
 */
export function shareCompileCache(): void {
  process.env["NODE_COMPILE_CACHE"] ??= FOLDER;
}
