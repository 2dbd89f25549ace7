import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { root } from "../root.ts";
import { parseVersions, readVersions, versionsFile } from "./versions.ts";

const text = readFileSync(join(root, versionsFile), "utf8");

test("Every download in versions.lock.toml is of the version that is pinned", async () => {
  for (const { version, platforms } of Object.values((await readVersions()).runtimes)) {
    for (const { url } of Object.values(platforms)) assert(url.endsWith(`-${version}.tgz`), url);
  }
});

test("Node and Bun have a checksum for each platform", async () => {
  const { node, bun } = (await readVersions()).runtimes;
  for (const { platforms } of [node, bun]) {
    for (const { url, integrity } of Object.values(platforms)) assert(integrity, url);
  }
});

for (
  const file of [
    "README.md",
    "docs/tutorial.md",
    ".ci/run",
    ".github/workflows/ci.yml",
    ".github/workflows/images.yml",
    ".github/workflows/pin.yml",
  ]
) {
  test(`${file} names no other Deno than the pinned one`, async () => {
    const { deno } = (await readVersions()).runtimes;
    const path = join(root, file);
    const named = existsSync(path) ? readFileSync(path, "utf8").match(/deno@\d[\d.]*\d/g) : [];
    assertEquals(new Set(named).difference(new Set([`deno@${deno.version}`])), new Set());
  });
}

test("Every base of an image has the version of its runtime", async () => {
  const { runtimes, images } = await readVersions();
  for (const [name, { image }] of Object.entries(images)) {
    const { version } = runtimes[name.replace("-build", "") as keyof typeof runtimes];
    assert(image.includes(version), `${image} has ${version}`);
  }
});

test("The page on Kubernetes names the pinned Helm, and the Go that builds it", async () => {
  const { helm } = (await readVersions()).go;
  const page = readFileSync(join(root, "docs/how-to/kubernetes.md"), "utf8");
  const [, version, go] = /Helm (\d[\d.]*\d)[^]*? Go ≥ (\d+\.\d+)/.exec(page) ?? [];
  assertEquals([version, `${go}.0`], [helm?.version, helm?.go]);
});

const mistakes: [what: string, text: string, message: string][] = [
  [
    "a loose version",
    text.replace(/version = "[\d.]+"/, `version = "^1.0.0"`),
    'expected runtimes.deno.version to be a version such as 1.2.3, got "^1.0.0"',
  ],
  [
    "a short checksum",
    text.replace(/integrity = ".*"/, `integrity = "sha512-short"`),
    'integrity to be a sha512 integrity, got "sha512-short"',
  ],
  [
    "an image without a version",
    text.replace(/image = "node:.*"/, `image = "node:latest"`),
    'images.node.image to be an image with a version for its tag, got "node:latest"',
  ],
  [
    "an action of a moving tag",
    text.replace(/version = "v5.0.0"/, `version = "v5"`),
    'to be a version such as v1.2.3, got "v5"',
  ],
  [
    "a checksum that is none of Go's",
    text.replace(/sum = "h1:.*"/, `sum = "sha256:short"`),
    `expected go.helm.sum to be a Go module's h1 checksum, got "sha256:short"`,
  ],
  ["an unknown field", `surprise = 1\n${text}`, "expected no field surprise, got one"],
  ["what is no TOML", `${text}\nversion =`, "Cannot read versions.lock.toml: expected TOML, got"],
  [
    "a missing runtime",
    text.slice(0, text.indexOf("[runtimes.bun]")),
    "expected a field runtimes.bun, got none",
  ],
];

for (const [what, wrong, message] of mistakes) {
  test(`parseVersions rejects ${what}, and names it`, () => {
    assertThrows(() => parseVersions(wrong), Error, message);
  });
}
