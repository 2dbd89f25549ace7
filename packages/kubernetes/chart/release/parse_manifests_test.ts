import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { parseManifests } from "./parse_manifests.ts";

const object = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";

test("parseManifests reads every document, and passes over those that are empty", () => {
  const text = `# Source: a\n---\n---\n${object}---\n# nothing\n---\n${object}`;
  assertEquals(parseManifests(text).length, 2);
  assertEquals(parseManifests(""), []);
});

test("parseManifests reads YAML as Kubernetes does: a plain yes is a boolean", () => {
  const [manifest] = parseManifests(`${object}data: { a: yes, b: "yes" }\n`);
  assertEquals((manifest as unknown as { data: unknown }).data, { a: true, b: "yes" });
});

const faults: [what: string, text: string, message: string][] = [
  ["a key twice", `${object}---\n${object}kind: Secret\n`, "document 2 of the manifests: Map keys"],
  ["what is no YAML", "a: [", "Cannot read document 1 of the manifests: Flow sequence"],
  [
    "what is no object of Kubernetes",
    "a: 1",
    "expected an object with apiVersion, kind and metadata.name, got apiVersion: undefined",
  ],
  ["a text", "a", 'got it: "a"'],
  [
    "an object without a name",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {}",
    "got metadata.name: undefined",
  ],
];

for (const [what, text, message] of faults) {
  test(`parseManifests refuses ${what}`, () => {
    assertThrows(() => parseManifests(text), Error, message);
  });
}
