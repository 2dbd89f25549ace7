import type { Policy, Problem } from "./policy.ts";

/** What is copied is there: in the build context, or in an earlier stage. */
export const knownSources: Policy = {
  name: "sources",
  check({ stages }, { hasSource }) {
    const earlier = new Set<string>();
    return stages.flatMap(({ name, steps }) => {
      const problems = steps.filter(({ keyword }) => keyword === "COPY")
        .flatMap(({ line, text, flags: { from } }): Problem[] => {
          if (from !== undefined) {
            return earlier.has(from)
              ? []
              : [{ line, text: `expected --from to name an earlier stage, got ${from}` }];
          }
          return text.split(" ").slice(0, -1).filter((path) => !hasSource(path))
            .map((path) => ({ line, text: `expected ${path} in the build context, got nothing` }));
        });
      if (name !== undefined) earlier.add(name);
      return problems;
    });
  },
};
