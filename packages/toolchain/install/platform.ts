import process from "node:process";

/** Operating systems and processors that `versions.lock.toml` has downloads for. */
export const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"] as const;

/** One of {@linkcode platforms}. */
export type Platform = (typeof platforms)[number];

/**
 * The platform of this machine.
 *
 * @throws {Error} on any other than {@linkcode platforms}.
 */
export function currentPlatform(): Platform {
  const current = `${process.platform}-${process.arch}`;
  const platform = platforms.find((name) => name === current);
  if (platform !== undefined) return platform;
  throw new Error(
    `Cannot use the tool-chain here: expected one of ${platforms.join(", ")}, got ${current}`,
  );
}
