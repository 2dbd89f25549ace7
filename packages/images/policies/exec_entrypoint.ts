import { execForm } from "../dockerfile/exec_form.ts";
import type { Policy } from "./policy.ts";

/** What would be PID 1 in the program's place, and keep SIGTERM to itself. */
const BETWEEN = /(^|\/)(sh|bash|dash|ash|npm|npx|yarn|pnpm|env|tini|bunx|su|sudo)$/;

/** The program itself is PID 1: its ENTRYPOINT is in exec form, without a shell or npm before it. */
export const execEntrypoint: Policy = {
  name: "exec entrypoint",
  check({ stages }) {
    const { steps, line } = stages.at(-1)!;
    const entrypoint = steps.findLast(({ keyword }) => keyword === "ENTRYPOINT");
    const expected = "expected an ENTRYPOINT in exec form";
    if (entrypoint === undefined) return [{ line, text: `${expected}, got none` }];
    const words = execForm(entrypoint.text);
    if (words === undefined) {
      return [{ line: entrypoint.line, text: `${expected}, got ${entrypoint.text}` }];
    }
    if (!BETWEEN.test(words[0])) return [];
    return [{
      line: entrypoint.line,
      text: `expected the program itself as PID 1, got ${words[0]} before it`,
    }];
  },
};
