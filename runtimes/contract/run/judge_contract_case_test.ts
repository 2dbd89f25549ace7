import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ContractCase } from "../contract_case.ts";
import { Beds } from "./beds.ts";
import { judgeContractCase } from "./judge_contract_case.ts";

/** A case that nobody runs here. */
function caseWith(skip: ContractCase["skip"]): ContractCase {
  const run = () => Promise.reject(new Error("ran"));
  return { name: "x", claim: "X holds", run, ...(skip && { skip }) };
}

test("judgeContractCase skips a case that says why it cannot run", async () => {
  for (const skip of [() => "no Linux", () => Promise.resolve("no Linux")]) {
    const judgement = await judgeContractCase("deno", caseWith(skip), new Beds("deno"));
    assertEquals(judgement, { outcome: "skip", detail: "no Linux", elapsedMs: 0 });
  }
});

test("judgeContractCase fails a case that cannot even tell whether it can run", async () => {
  const broken = [
    () => Promise.reject(new Error("broken")),
    () => {
      throw new Error("broken");
    },
  ];
  for (const skip of broken) {
    const judgement = await judgeContractCase("deno", caseWith(skip), new Beds("deno"));
    assertEquals(judgement, { outcome: "fail", detail: "broken", elapsedMs: 0 });
  }
});
