import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { fakeVersion, pinFake } from "../testing/fake_package.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { examine } from "./examine.ts";

test("examine tells what is wrong with each tool, and how to fix it", async () => {
  using folder = temporaryFolder();
  await pinFake(folder.path, "http://127.0.0.1/node.tgz", `sha512-${"A".repeat(86)}==`);
  const lock = { version: "5", npm: { "gone@1.0.0": {} } };
  await writeFile(join(folder.path, "deno.lock"), JSON.stringify(lock));
  const findings = await examine(folder.path);
  const required = findings.filter(({ optional }) => !optional);
  assertEquals(
    required.map(({ name, wanted, ok, advice }) => ({ name, wanted, ok, advice })),
    [
      {
        name: "deno",
        wanted: fakeVersion,
        ok: false,
        advice: `npx -y deno@${fakeVersion} task doctor`,
      },
      { name: "node", wanted: fakeVersion, ok: false, advice: "deno task setup" },
      { name: "bun", wanted: fakeVersion, ok: false, advice: "deno task setup" },
      {
        name: "node_modules",
        wanted: "as in deno.lock",
        ok: false,
        advice: "deno install --frozen",
      },
    ],
  );
  assertEquals(required.at(-1)?.found, "without gone@1.0.0");
});
