import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { relayLog } from "./relay_log.ts";

test("relayLog passes on entries, and makes one of anything else that a worker says", () => {
  const said: unknown[] = [];
  const relay = relayLog(
    { push: (line) => said.push(line) },
    { error: (message, properties) => said.push([message, properties]) },
  );
  relay(0, '{"level":"INFO"}');
  relay(1, "");
  relay(1, "Segmentation fault");
  assertEquals(said, [
    '{"level":"INFO"}\n',
    ["worker says", { worker: 1, text: "Segmentation fault" }],
  ]);
});
