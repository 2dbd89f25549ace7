/** The packages that others may install, each after those that it imports; all else is private. */
export const libraries = ["protocol", "core", "websocket", "http2"] as const;

/** One of {@linkcode libraries}: a folder below `packages/`, and its name behind `@stt-bench/`. */
export type Library = (typeof libraries)[number];
