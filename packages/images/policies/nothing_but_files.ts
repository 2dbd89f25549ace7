import { execForm } from "../dockerfile/exec_form.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * The image is its base and files that its user cannot change: its last stage runs nothing, which an
 * image without a shell could not, gives no file away and asks for no volume. Earlier stages run
 * programs, not shells, so that the same steps can be done elsewhere.
 */
export const nothingButFiles: Policy = {
  name: "nothing but files",
  check: ({ stages }) =>
    stages.flatMap(({ steps }, i) =>
      steps.flatMap(({ keyword, line, text, flags }): Problem[] => {
        const isLast = i === stages.length - 1;
        if (keyword === "RUN" && (isLast || execForm(text) === undefined)) {
          const expected = isLast ? "no RUN in the last stage" : "RUN in exec form";
          return [{ line, text: `expected ${expected}, got RUN ${text}` }];
        }
        if (keyword === "VOLUME") return [{ line, text: `expected no VOLUME, got ${text}` }];
        if (keyword === "COPY" && isLast && flags["chown"] !== undefined) {
          return [{ line, text: `expected files of root, got --chown=${flags["chown"]}` }];
        }
        return [];
      })
    ),
};
