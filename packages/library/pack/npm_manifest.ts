import type { Manifest } from "../manifests.ts";

/** A `package.json` as npm gets it. */
export type NpmManifest = Readonly<Record<string, unknown>>;

/** Oldest Node that the packages run on; the end-to-end test runs the newest and what is on PATH. */
const NODE = ">=20";

/**
 * The `package.json` of a published package: what the workspace says of it, with compiled modules
 * for entry, and without what only its tests need.
 */
export function npmManifest(manifest: Manifest): NpmManifest {
  const { name, version, description, keywords, license, dependencies } = manifest;
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: "module",
    main: "./mod.js",
    types: "./mod.d.ts",
    exports: {
      ".": { types: "./mod.d.ts", default: "./mod.js" },
      "./package.json": "./package.json",
    },
    files: ["**/*.js", "**/*.d.ts", "CHANGELOG.md"],
    sideEffects: false,
    engines: { node: NODE },
    ...(Object.keys(dependencies).length > 0 && { dependencies }),
    publishConfig: { access: "public" },
  };
}
