import { fileURLToPath } from "node:url";

/** The repository's folder: the one with `deno.json` and `versions.lock.toml`, ending in `/`. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));
