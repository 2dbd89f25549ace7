import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { variants } from "@stt-bench/bench";
import { gatewayVariants } from "./try_gateway.ts";

/** What takes a runtime's flags in an image, whose entry point has none. */
const FLAG_VARIABLES = { deno: "DENO_V8_FLAGS", node: "NODE_OPTIONS", bun: "BUN_OPTIONS" };

test("The images make the gateways that a bench starts", () => {
  const wanted = variants.map(({ name, runtime, env, flags = [] }) => {
    const text = flags.join(" ").replace("--v8-flags=", "");
    const flagged = text === "" ? {} : { [FLAG_VARIABLES[runtime]]: text };
    return [name, { image: `gateway-${runtime}`, env: { ...env, ...flagged } }];
  });
  const got = Object.entries(gatewayVariants).map(([name, { image, env }]) => [
    name,
    // Sockets are native unless a variable says otherwise.
    { image, env: { SOCKETS: "native", ...env } },
  ]);
  assertEquals(Object.fromEntries(got), Object.fromEntries(wanted));
});
