import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import type { SoakAccounts } from "@stt-bench/results";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { findVariant } from "../programs/variants.ts";
import { ownTarget } from "../run/target.ts";
import { renderAccounts } from "./render_accounts.ts";

const accounts: SoakAccounts = {
  schema_version: 1,
  target: "bun",
  seed: 1,
  faults: { body: 4 },
  model_restarts: 1,
  sessions: { started: 50, broken: [], silent: 0, gateway: { opened: 50, closed: 48, open: 2 } },
  frames: {
    sent: 123_456,
    acknowledged: 900,
    in_errors: 60,
    dropped: 10,
    still_open: 30,
    missing: 1,
    gateway: null,
    imbalance: 2,
  },
  errors: [{ kind: "parse_error", count: 5, explained: 7 }],
  scrapes: { read: 30, unbalanced: 0 },
};

const common = { reasons: [], log: [] };

test("renderAccounts sets targets side by side, with every kind of error and fault", () => {
  const text = renderAccounts([
    { ...common, target: ownTarget(findVariant("bun"), 1), outcome: "fail", accounts },
    { ...common, target: ownTarget(findVariant("node"), 1), outcome: "interrupted" },
  ], plainDisplay);
  for (
    const row of [
      /│ +│ +bun │ +node │/,
      /verdict +│ +FAIL │ INTERRUPTED │/,
      /opened = closed \+ open +│ +50 = 48 \+ 2 │ +– │/,
      /frames sent +│ +123,456 │/,
      /missing, or in dispute +│ +3 │/,
      /parse_error +│ 5 of at most 7 │/,
      /body +│ +4 │/,
    ]
  ) assertMatch(text, row);
  assertEquals(new Set(text.split("\n").map(({ length }) => length)).size, 1);
});
