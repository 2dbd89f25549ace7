import { validate } from "dockerfile-utils";
import type { Policy } from "./policy.ts";

/** What Docker would refuse, or warn of: by the validator that editors use. */
export const syntax: Policy = {
  name: "syntax",
  check: ({ text }) =>
    validate(text).map(({ range, message }) => ({
      line: range.start.line + 1,
      text: String(message),
    })),
};
