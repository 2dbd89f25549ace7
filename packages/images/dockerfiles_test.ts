import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { imageFiles, imageNames, readDockerfile } from "./dockerfiles.ts";
import { imageConfiguration } from "./dockerfile/image_configuration.ts";
import { gatewayVariants } from "./trial/try_gateway.ts";

test("build_all.sh builds every image, and no other", async () => {
  const script = await readFile(new URL("./build_all.sh", import.meta.url), "utf8");
  const lines = script.split("\n").filter((line) => line.endsWith("/Dockerfile"));
  assertEquals(lines, Object.entries(imageFiles).map(([name, file]) => `${name} ${file}`));
});

test("bench_on_kind.sh loads every image into its cluster", async () => {
  const script = await readFile(join(root, ".github/bench_on_kind.sh"), "utf8");
  assertStringIncludes(script, `for image in ${imageNames.join(" ")}; do\n`);
});

test("smoke_test.sh tries every gateway with the variables that make it one", async () => {
  const script = await readFile(new URL("./smoke_test.sh", import.meta.url), "utf8");
  const calls = script.replaceAll("\\\n", "").replaceAll(/ +/g, " ");
  for (const [variant, { image, env }] of Object.entries(gatewayVariants)) {
    const flags = Object.entries(env).map(([name, value]) => ` --env ${name}=${value}`);
    assertStringIncludes(calls, `try_gateway ${variant} ${image}${flags.join("")}\n`);
  }
});

for (const name of imageNames) {
  test(`The image ${name} is called so, and says how it is built`, async () => {
    const file = await readDockerfile(root, name);
    const { labels } = imageConfiguration(file.stages.at(-1)!);
    assertEquals(labels["org.opencontainers.image.title"], name);
    const build = `docker build --file ${imageFiles[name]} --tag ghcr.io/stt-bench/${name} .`;
    assertStringIncludes(file.text, `#   ${build}\n`);
  });
}
