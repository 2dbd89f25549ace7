import type { Policy } from "./policy.ts";

/** ADD fetches URLs, which nobody has checked, and unpacks archives. COPY does neither. */
export const noAdd: Policy = {
  name: "no ADD",
  check: ({ stages }) =>
    stages.flatMap(({ steps }) =>
      steps.filter(({ keyword }) => keyword === "ADD")
        .map(({ line, text }) => ({ line, text: `expected COPY, got ADD ${text}` }))
    ),
};
