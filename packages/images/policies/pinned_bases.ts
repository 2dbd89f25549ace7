import type { Policy } from "./policy.ts";

/** Each base is one that versions.lock.toml pins, with its digest as soon as that is known. */
export const pinnedBases: Policy = {
  name: "pinned bases",
  check({ stages }, { versions }) {
    const pinned = Object.values(versions.images).map(({ image, digest }) =>
      digest === undefined ? image : `${image}@${digest}`
    );
    const earlier = new Set<string>();
    return stages.flatMap(({ base, name, line }) => {
      const isKnown = earlier.has(base) || pinned.includes(base);
      if (name !== undefined) earlier.add(name);
      if (isKnown) return [];
      const text = `expected a base of versions.lock.toml (${pinned.join(", ")}), got ${base}`;
      return [{ line, text }];
    });
  },
};
