import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { Kubectl } from "../kubectl/kubectl.ts";
import type { KubectlExit } from "../kubectl/kubectl_runner.ts";
import { Undo } from "./undo.ts";

const target = { program: "kubectl", context: "lab", namespace: "speech" };
const ok: KubectlExit = { code: 0, stdout: "", stderr: "" };

/** An undo whose calls of `failing` fail: with `stderr`, `times` times. */
function undoOf(failing?: string, stderr = "error: no\n", times = Infinity) {
  const [calls, lines]: string[][] = [[], []];
  const answer = (args: readonly string[]) => {
    const name = args.at(-1)!;
    calls!.push(name);
    const tries = calls!.filter((call) => call === name).length;
    return name === failing && tries <= times ? { ...ok, code: 1, stderr } : ok;
  };
  const runner = {
    run: ({ args }: { args: readonly string[] }) => Promise.resolve(answer(args)),
    runSync: ({ args }: { args: readonly string[] }) => answer(args),
  };
  const undo = new Undo(new Kubectl(target, runner), (line) => lines!.push(line), 0);
  return { undo, calls: calls!, lines: lines! };
}

const first = { title: "undo the first", args: ["undo", "first"] };
const second = { title: "undo the second", args: ["undo", "second"] };

test("Undo takes changes back in reverse, each once", async () => {
  const { undo, calls, lines } = undoOf();
  undo.add(first);
  undo.add(second);
  assertEquals(undo.pending, [second, first]);
  await undo.run();
  await undo.run();
  undo.close();
  assertEquals([calls, undo.pending, undo.leftovers, lines], [["second", "first"], [], [], []]);
});

test("Undo goes on after a step that fails, and says how to do it by hand", async () => {
  const { undo, calls, lines } = undoOf("second");
  undo.add(first);
  undo.add(second);
  await undo.run();
  undo.close();
  assertEquals([calls, undo.leftovers], [["second", "first"], [second]]);
  assertStringIncludes(lines[0]!, "! Cannot undo the second: ");
  assertEquals(
    lines[1],
    "! Do it by hand: kubectl --context lab --namespace speech undo second",
  );
});

test("Undo tries again while the server doesn't answer", async () => {
  const { undo, calls, lines } = undoOf("first", "The connection was refused\ndial tcp\n", 2);
  undo.add(first);
  await undo.run();
  undo.close();
  assertEquals([calls, undo.leftovers, lines], [["first", "first", "first"], [], []]);
});

test("Undo doesn't take back what was never done", async () => {
  const { undo, calls } = undoOf();
  undo.add(first);
  undo.cancel(first);
  await undo.run();
  undo.close();
  assertEquals(calls, []);
});
