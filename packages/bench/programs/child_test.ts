import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Child } from "./child.ts";
import type { ChildOptions } from "./child.ts";
import { ChildError } from "./child_error.ts";
import { scriptCommand } from "../fixtures/script_command.ts";
import { Witness } from "../fixtures/witness.ts";

const script = new URL("../fixtures/child.ts", import.meta.url);

/** Runs `use` with a child in `mode`; whatever happens, the child is gone after it. */
async function withChild(
  mode: string,
  use: (child: Child, witness: Witness) => Promise<void>,
  options?: Partial<ChildOptions>,
): Promise<void> {
  const witness = new Witness();
  const env = await witness.start();
  const child = new Child({ name: mode, command: scriptCommand(script, mode), env, ...options });
  try {
    await use(child, witness);
  } finally {
    await child.stop();
    witness.close();
  }
}

test("Child gives the listening line and ends by SIGTERM", async () => {
  await withChild("listen", async (child, witness) => {
    assertEquals((await child.listening()).url, "http://127.0.0.1:1");
    assertEquals(witness.living, 1);
    assertEquals(await child.stop(), { code: null, signal: "SIGTERM" });
    await witness.allGone();
  });
});

test("Child ends by SIGKILL when it ignores SIGTERM", async () => {
  await withChild("stubborn", async (child) => {
    await child.listening();
    assertEquals((await child.stop()).signal, "SIGKILL");
  }, { graceMs: 50 });
});

test("Child that ends before it listens says how, with the last lines of its log", async () => {
  await withChild("fail", async (child) => {
    const error = await assertRejects(() => child.listening(), ChildError);
    assertEquals(
      error.summary,
      "Cannot start fail: expected it to listen, but it ended with exit code 3",
    );
    assertEquals(error.log.length, 20);
    assertEquals(error.log.at(-1), "line 30");
    assertStringIncludes(error.message, "\n  | line 30");
  });
});

test("Child that says nothing is stopped when its time is over", async () => {
  await withChild("silent", async (child, witness) => {
    await assertRejects(() => child.listening(100), ChildError, "it said nothing for 100 ms");
    assert(child.hasExited);
    await witness.allGone();
  });
});

test("Child is stopped when the wait for it is aborted", async () => {
  await withChild("silent", async (child) => {
    const abort = new AbortController();
    const listening = child.listening(60_000, abort.signal);
    abort.abort(new Error("enough"));
    await assertRejects(() => listening, Error, "enough");
    assert(child.hasExited);
  });
});

test("Child is stopped when the wait for it was aborted before it began", async () => {
  await withChild("silent", async (child) => {
    const signal = AbortSignal.abort(new Error("enough"));
    await assertRejects(() => child.listening(60_000, signal), Error, "enough");
    assert(child.hasExited);
  });
});

test("Child that has ended is sent no signal, as its id may be somebody else's by then", async () => {
  await withChild("fail", async (child) => {
    await child.exited;
    const { kill } = process;
    const sent: unknown[] = [];
    process.kill = (...args) => {
      sent.push(args);
      return true;
    };
    try {
      child.kill("SIGINT");
      await child.stop();
    } finally {
      process.kill = kill;
    }
    assertEquals(sent, []);
  });
});

test("Child whose program is missing says so", async () => {
  const child = new Child({ name: "gone", command: ["/nowhere/gone"] });
  await assertRejects(() => child.listening(), ChildError, "it could not be started (");
  await child.stop();
  child.kill("SIGTERM");
  assert(child.hasExited);
});

test("Children end when their parent gets SIGKILL, even those that ignore SIGTERM", async () => {
  await withChild("parent", async (parent, witness) => {
    await parent.listening();
    assertEquals(witness.living, 3);
    process.kill(parent.pid!, "SIGKILL");
    await witness.allGone();
  });
});
