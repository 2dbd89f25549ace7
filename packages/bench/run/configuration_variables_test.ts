import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
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

/** Set by the bench, or without a part in what is measured on one machine, or secret. */
const leftOut = [
  ...["SOCKETS", "PORT", "HOST", "ADMIN_HOST", "ADMIN_PORT", "INFERENCE_URL"],
  ...["TRUSTED_PROXIES", "ALLOWED_ORIGINS", "AUTH_TOKENS", "TLS_KEY"],
];

test("configurationVariables has every variable of gateways and simulator, but for those left out", () => {
  const page = new URL("../../../docs/reference/configuration.md", import.meta.url);
  const [, gateways, simulator] = readFileSync(page, "utf8").split(/^## .*$/m);
  const names = [...`${gateways}${simulator}`.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) =>
    name!
  );
  assert(names.includes("CPU_PASSES") && names.includes("WORKER_THREADS"));
  const chosen = configurationVariables(Object.fromEntries(names.map((name) => [name, "1"])));
  const missing = [...new Set(names)].filter((name) => !(name in chosen));
  assertEquals(missing.sort(), leftOut.sort());
});
