import { appendFile, copyFile, mkdir, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { versionsFile } from "../install/versions.ts";
import { root as repository } from "../root.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { installGoProgram } from "./install_go_program.ts";
import { reasonNotToHave } from "./reason_not_to_have.ts";

const sum = `h1:${"A".repeat(43)}=`;

const pin = `
[go.tool]
package = "example.org/tool/cmd/tool"
version = "1.2.3"
sum = "${sum}"
go = "1.26.0"
`;

/** What the scripted `go` of a test is. */
interface FakeGo {
  readonly version?: string;
  readonly toolchain?: string;
  /** What the program says it was made of. */
  readonly sum?: string;
  readonly exitCode?: number;
}

/** A `go` that builds a script, and writes down what it was asked. */
function fakeGo({ version = "go1.26.8", toolchain = "auto", ...go }: FakeGo): string {
  return `#!/bin/sh
echo "$*" >> "$(dirname "$0")/asked"
case $1 in
  env) printf '${version}\\n${toolchain}\\n' ;;
  install) mkdir -p "$GOBIN" && echo '#!/bin/sh' > "$GOBIN/tool" && chmod +x "$GOBIN/tool"
    echo 'no such host'; exit ${go.exitCode ?? 0} ;;
  version) printf '%s: go\\n\\tmod\\texample.org/tool\\tv1.2.3\\t${go.sum ?? sum}\\n' "$3" ;;
esac
`;
}

/** Runs `run` in a root that pins `tool`, with nothing but a scripted `go`, or none, on PATH. */
async function inRoot(go: FakeGo | undefined, run: (root: string) => Promise<void>): Promise<void> {
  using folder = temporaryFolder();
  const [root, bin] = [folder.path, join(folder.path, "bin")];
  await copyFile(join(repository, versionsFile), join(root, versionsFile));
  await appendFile(join(root, versionsFile), pin);
  await mkdir(bin);
  if (go !== undefined) await writeFile(join(bin, "go"), fakeGo(go), { mode: 0o755 });
  const before = process.env["PATH"];
  process.env["PATH"] = go === undefined ? bin : `${bin}${delimiter}/usr/bin${delimiter}/bin`;
  try {
    await run(root);
  } finally {
    process.env["PATH"] = before;
  }
}

test("installGoProgram builds the pinned version once, whoever asks", async () => {
  await inRoot({}, async (root) => {
    const paths = await Promise.all([1, 2].map(() => installGoProgram("tool", { root })));
    const path = join(root, ".toolchain/tool-1.2.3/tool");
    assertEquals(paths, [path, path]);
    assertEquals((await stat(path)).mode & 0o111, 0o111);
    const asked = await Deno.readTextFile(join(root, "bin/asked"));
    const installs = asked.split("\n").filter((line) => line.startsWith("install"));
    assertEquals(installs.length, 1);
    assertStringIncludes(installs[0]!, " example.org/tool/cmd/tool@v1.2.3");
  });
});

test("installGoProgram takes a release of the pinned version from PATH, and no other", async () => {
  await inRoot({}, async (root) => {
    const path = join(root, "bin/tool");
    await writeFile(path, "#!/bin/sh\necho v1.2.3\n", { mode: 0o755 });
    assertEquals(await installGoProgram("tool", { root }), path);
    await writeFile(path, "#!/bin/sh\necho v1.2.4\n", { mode: 0o755 });
    assertEquals(
      await installGoProgram("tool", { root }),
      join(root, ".toolchain/tool-1.2.3/tool"),
    );
  });
});

const failures: [what: string, go: FakeGo | undefined, message: string][] = [
  ["there is no Go", undefined, "it takes Go ≥ 1.26.0 (https://go.dev/dl) on PATH"],
  [
    "Go is too old and may fetch no other",
    { version: "go1.25.4", toolchain: "local" },
    "to build it, got go1.25.4",
  ],
  ["the build fails", { exitCode: 1 }, "go install exited with 1:\nno such host"],
  [
    "another module came",
    { sum: `h1:${"B".repeat(43)}=` },
    `expected example.org/tool/cmd/tool v1.2.3 of ${sum}, got example.org/tool v1.2.3 of h1:BBB`,
  ],
  [
    "the program carries no checksum",
    { sum: "" },
    "/tool: go\n\tmod\texample.org/tool\tv1.2.3",
  ],
];

for (const [what, go, message] of failures) {
  test(`installGoProgram says so when ${what}, and leaves no program`, async () => {
    await inRoot(go, async (root) => {
      await assertRejects(() => installGoProgram("tool", { root }), Error, message);
      await assertRejects(() => stat(join(root, ".toolchain/tool-1.2.3")));
    });
  });
}

const machines: [what: string, go: FakeGo | undefined, canHave: boolean][] = [
  ["Go of the version that it takes", { version: "go1.26.0", toolchain: "local" }, true],
  ["an older Go that fetches a newer one", { version: "go1.24.9" }, true],
  ["an older Go that may not", { version: "go1.25.9", toolchain: "local" }, false],
  ["a Go from before tool-chains", { version: "go1.20.14" }, false],
  ["no Go", undefined, false],
];

for (const [what, go, canHave] of machines) {
  test(`A machine with ${what} can${canHave ? "" : "not"} have a program of Go`, async () => {
    await inRoot(go, async (root) => {
      assertEquals(await reasonNotToHave("tool", root) === undefined, canHave);
    });
  });
}
