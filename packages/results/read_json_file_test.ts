import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import * as v from "valibot";
import { readJsonFile } from "./mod.ts";

const Person = v.strictObject({ name: v.string(), age: v.pipe(v.number(), v.minValue(0)) });

async function readFrom(content: string, clean?: (text: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), "read-json-"));
  try {
    writeFileSync(join(folder, "person.json"), content);
    return await readJsonFile(Person, join(folder, "person.json"), clean);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("readJsonFile gives what is in the file, cleaned first where that is asked for", async () => {
  const ada = { name: "Ada", age: 36 };
  assertEquals(await readFrom(JSON.stringify(ada)), ada);
  assertEquals(await readFrom(`WARN\n${JSON.stringify(ada)}`, (text) => text.slice(5)), ada);
});

const wrong: [content: string, message: string][] = [
  ["{", "person.json: expected JSON: "],
  ['{"name":"Ada"}', 'person.json: age: expected "age", got undefined'],
  ['{"name":7,"age":36}', "person.json: name: expected string, got 7"],
  ['{"name":"Ada","age":36,"cat":1}', 'person.json: cat: expected never, got "cat"'],
];

for (const [content, message] of wrong) {
  test(`readJsonFile of ${content} says what is wrong`, async () => {
    await assertRejects(() => readFrom(content), Error, message);
  });
}

test("readJsonFile says which file isn't there", async () => {
  const message = "Cannot read /nowhere/a.json: expected a file of results, got ENOENT";
  await assertRejects(() => readJsonFile(Person, "/nowhere/a.json"), Error, message);
});
