import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { scriptCommand } from "../fixtures/script_command.ts";
import { Child } from "./child.ts";

test("launch lets a gateway end in order when it is told to end", async () => {
  const log: string[] = [];
  const child = new Child({
    name: "launch",
    command: scriptCommand(new URL("./launch.ts", import.meta.url), "gateway:node"),
    env: { HOST: "127.0.0.1", PORT: "0" },
    onStderrLine: (line) => log.push(line) > 0,
  });
  await child.listening();
  child.kill("SIGINT");
  assertEquals(await child.exited, { code: 0, signal: null });
  const messages = log.map((line) => JSON.parse(line).message);
  assertEquals(messages.slice(-2), ["gateway drains", "gateway stops"]);
});

test("launch says which programs there are, and exits with 2", async () => {
  const command = scriptCommand(new URL("./launch.ts", import.meta.url), "perl");
  const child = new Child({ name: "launch", command });
  assertEquals((await child.exited).code, 2);
  assertEquals(/^Cannot launch: expected one of .*gateway:bun/.test(child.log[0] ?? ""), true);
});
