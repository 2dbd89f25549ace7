import { fileURLToPath } from "node:url";

/**
 * A folder of files as the existing benchmark documents them: p50 and p95 are those that it has
 * published, all else is made up.
 */
export const sampleExisting: string = fileURLToPath(new URL("./existing", import.meta.url));
