import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readResults } from "@stt-bench/report";
import { sampleGateways, writeSampleBench, writeSampleBracket } from "@stt-bench/report/testing";
import { inFolder } from "@stt-bench/program/testing";
import { renderPublished } from "./page/render_published.ts";
import { SECTION } from "./page/section.ts";
import { createPublished } from "./published/create_published.ts";
import { readPublished } from "./published/read_published.ts";
import { publish } from "./publish.ts";

const workers = (count: number) =>
  sampleGateways.slice(0, 1).map((gateway) => {
    return {
      target: `deno-${count}w`,
      variant: "deno",
      runtime: "deno",
      version: gateway.version,
      workers: count,
      url: null,
    };
  });

test("createPublished takes each part from its own folder, and says what is missing", async () => {
  await inFolder(async (folder) => {
    const directories = [writeSampleBench(folder), writeSampleBracket(folder)];
    const published = createPublished((await readResults(directories)).sets);
    const { cost, capacity, scaling } = published;
    if ("missing" in cost || "missing" in capacity) throw new Error("expected both parts");
    assertEquals([cost.sessions, cost.source.runs, cost.source.invalid_runs], [1000, 45, 1]);
    const [deno, node] = cost.comparison.targets;
    assertEquals([deno!.valid_rounds, deno!.rounds], [4, 5]);
    assertEquals(node!.ratios["cpu_us_per_session_second"]!.pairs, 4);
    assertEquals(capacity.counted, "sessions at 0.25 vCPU");
    const found = capacity.gateways.map(({ target, confirmed, at_least }) => [
      target,
      confirmed,
      at_least,
    ]);
    assertEquals(found, [["deno", 500, false], ["node", 660, false], ["bun", 1100, true]]);
    assertEquals(scaling, { missing: "not measured with the others" });
    const text = renderPublished(published);
    for (
      const part of [
        "- **The runtimes' own sockets.** With 1000 sessions bun needs the least CPU",
        "bun holds the most",
        "- **Tuned.** With 1000 sessions bun-tuned needs the least CPU",
        "| `bun`   |                ≥ 1100 |",
        "1 of 45 runs doesn't count",
        "`deno task bench --sessions 1000 --rounds 5`",
        "commit 0123456789ab.",
        "**What several workers do.** Not in these results",
      ]
    ) assertStringIncludes(text, part);
  });
});

test("renderPublished says why a gateway may hold more than was found", async () => {
  const searches = {
    deno: { history: "400p 400p 500i 500i 500i", outcome: "generator-limited" },
    node: { history: "400p 400p", outcome: "at-cap" },
  } as const;
  const textOf = async (...names: (keyof typeof searches)[]) => {
    let text = "";
    await inFolder(async (folder) => {
      const chosen = Object.fromEntries(names.map((name) => [name, searches[name]]));
      const { sets } = await readResults([writeSampleBracket(folder, chosen)]);
      text = renderPublished(createPublished(sets));
    });
    return text;
  };
  assertStringIncludes(await textOf("deno"), "twice; ≥: the tools were the limit.");
  assertStringIncludes(await textOf("node"), "twice; ≥: no more were tried.");
  assertStringIncludes(
    await textOf("deno", "node"),
    "twice; ≥: the tools were the limit, or no more were tried.",
  );
});

test("createPublished reads what several workers cost, and why they did not hold more", async () => {
  await inFolder(async (folder) => {
    const [gateway] = sampleGateways;
    const gateways = [{ ...gateway!, label: "deno-1w" }, {
      ...gateway!,
      label: "deno-2w",
      cpuUs: 700,
    }];
    const targets = [...workers(1), ...workers(2)];
    const directory = writeSampleBench(folder, { gateways, invalid: [], changes: { targets } });
    const published = createPublished((await readResults([directory])).sets);
    if ("missing" in published.scaling) throw new Error("expected scaling");
    const [row] = published.scaling.gateways;
    assertEquals([row!.variant, row!.workers, row!.problem], ["deno", 2, "needs 4 cores"]);
    assertEquals(row!.cost!.decision, "higher");
    const text = renderPublished(published);
    assertStringIncludes(
      text,
      "How many more sessions they hold was not measured: needs 4 cores.\n\n" +
        "| gateway | workers | CPU per session, several ÷ one |",
    );
    assertEquals("missing" in published.cost, true);
  });
});

test("publish writes file, report and README, and the README again to the same", async () => {
  await inFolder(async (folder) => {
    const marked = `# x\n\n<!-- begin: ${SECTION} -->\n<!-- end: ${SECTION} -->\n\nrest\n`;
    await writeFile(join(folder, "README.md"), marked);
    const directories = [writeSampleBench(folder, { rounds: 2 })];
    await publish(directories, folder);
    const readme = await readFile(join(folder, "README.md"), "utf8");
    const section = renderPublished(await readPublished(folder));
    assertStringIncludes(readme, section);
    assertEquals(readme.endsWith("\n\nrest\n"), true);
    await readFile(join(folder, "docs/report/charts/cost.svg"));
    await publish(directories, folder);
    assertEquals(await readFile(join(folder, "README.md"), "utf8"), readme);
  });
});

test("publish writes nothing where the README has no place, or two folders are of one part", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "README.md"), "# x\n");
    const bench = writeSampleBench(folder, { rounds: 1 });
    await assertRejects(() => publish([bench], folder), Error, "Cannot replace a section");
    const other = join(folder, "other-bench");
    await mkdir(other);
    await cp(bench, other, { recursive: true });
    await assertRejects(
      () => publish([bench, other], folder),
      Error,
      "Cannot publish cost: expected one folder of results, got",
    );
    await assertRejects(() => readPublished(folder), Error, "got ENOENT");
  });
});
