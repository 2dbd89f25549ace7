import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { configurationVariables } from "./configuration_variables.ts";

test("configurationVariables has what changes a measurement, and no secret", () => {
  assertEquals(
    configurationVariables({
      PATH: "/bin",
      FLUSH_INTERVAL_MS: "500",
      CPU_PASSES: "1",
      READ_INTERVAL_MS: "250",
      TICK_MS: "10",
      AUTH_TOKENS: "secret",
      MODEL_DELAY_MS: undefined,
    }),
    { CPU_PASSES: "1", FLUSH_INTERVAL_MS: "500", READ_INTERVAL_MS: "250", TICK_MS: "10" },
  );
});
