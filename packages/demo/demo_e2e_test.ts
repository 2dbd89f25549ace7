import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Child } from "@stt-bench/bench";
import { inFolder } from "@stt-bench/program/testing";
import { demoCommand, DemoProgram } from "./testing/demo_program.ts";
import { until } from "./testing/until.ts";

/** Whether somebody listens at the host and port of `url`. */
async function listens(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Waits until nobody listens at any of `urls`. */
async function untilGone(...urls: string[]): Promise<void> {
  for (const url of urls) {
    await until(async () => !(await listens(url)), `nobody to listen at ${url}`);
  }
}

test("Demo ends by Ctrl-C with everything that it has started", async () => {
  const program = await DemoProgram.start();
  const urls = [program.url, program.gatewayUrl];
  assertEquals([await listens(urls[0]!), await listens(urls[1]!)], [true, true]);
  assertEquals(await program.end("SIGINT"), { code: 130, signal: null });
  await untilGone(...urls);
});

test("Demo leaves nothing behind when it is killed", async () => {
  const program = await DemoProgram.start(["--variant", "node"]);
  await program.end("SIGKILL");
  await untilGone(program.url, program.gatewayUrl);
});

test("Demo says that its port is taken, and how to get another", async () => {
  await using program = await DemoProgram.start(["--gateway", "ws://127.0.0.1:1"]);
  const { port } = new URL(program.url);
  const second = new Child({ name: "demo", command: demoCommand("--port", port) });
  assertEquals((await second.exited).code, 1);
  assertStringIncludes(second.log.join("\n"), `expected port ${port} to be free`);
});

test("Demo says where everything is, for people", async () => {
  const lines: string[] = [];
  const program = new Child({
    name: "demo",
    command: demoCommand("--port", "0", "--variant", "bun-tuned"),
    onStdoutLine: (line) => lines.push(line),
  });
  await until(() => lines.length === 4, "four lines");
  process.kill(program.pid!, "SIGTERM");
  assertEquals((await program.exited).code, 130);
  const [page = "", gateway = "", inference = "", last] = lines;
  assert(/^page {7}http:\/\/127\.0\.0\.1:\d+$/.test(page), page);
  assert(
    /^gateway {4}bun-tuned, ws:\/\/127\.0\.0\.1:\d+\/ws\/stt, pid \d+ \(/.test(gateway),
    gateway,
  );
  assert(/^inference {2}http:\/\/127\.0\.0\.1:\d+$/.test(inference), inference);
  assertEquals(last, "Ctrl-C ends everything.");
});

test("Demo opens the page in a browser when it is asked to", async () => {
  await inFolder(async (folder) => {
    const opened = join(folder, "opened");
    const script = `#!/bin/sh\nprintf %s "$1" > ${opened}.new && mv ${opened}.new ${opened}\n`;
    for (const name of ["xdg-open", "open"]) {
      await writeFile(join(folder, name), script, { mode: 0o755 });
    }
    const flags = ["--gateway", "ws://127.0.0.1:1", "--open"];
    const PATH = `${folder}:${process.env["PATH"]}`;
    await using program = await DemoProgram.start(flags, { PATH });
    await until(() => existsSync(opened), "a browser to be opened");
    assertEquals(await readFile(opened, "utf8"), program.url);
  });
});

test("Demo exits with 2 for a wrong flag, and with 0 after help", async () => {
  for (const [flag, code] of [["--variant", 2], ["--help", 0]] as const) {
    const program = new Child({ name: "demo", command: demoCommand(flag) });
    assertEquals((await program.exited).code, code);
  }
});
