import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertRejects } from "@std/assert";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { writeSampleBench } from "../testing/write_sample_bench.ts";
import { writeSampleBracket } from "../testing/write_sample_bracket.ts";
import { readResults } from "./read_results.ts";

const RUN = "deno-1000s-6w-8m-r1";

type Spoil = (directory: string) => void;

function edit(name: string, change: (text: string) => string): Spoil {
  return (directory) => {
    const path = join(directory, name);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };
}

const spoilt: [what: string, spoil: Spoil, message: string][] = [
  ["a manifest that is no JSON", edit("manifest.json", () => "{"), "manifest.json: expected JSON"],
  [
    "a manifest with a field too many",
    edit("manifest.json", (text) => text.replace("{", '{"extra":1,')),
    "manifest.json: extra: expected never",
  ],
  [
    "a manifest of another program",
    edit("manifest.json", (text) => text.replace('"program": "bench"', '"program": "calibrate"')),
    'program: expected one of bench, bracket, soak, bench:k8s, got "calibrate"',
  ],
  [
    "a summary that is gone",
    (directory) => rmSync(join(directory, `${RUN}.summary.json`)),
    `${RUN}.summary.json: expected a file of results, got ENOENT`,
  ],
  [
    "a summary of another version",
    edit(
      `${RUN}.summary.json`,
      (text) => text.replace('"schema_version": 2', '"schema_version": 3'),
    ),
    "schema_version: expected 2, got 3",
  ],
  [
    "samples with another header",
    edit(`${RUN}.samples.csv`, (text) => text.replace("received_ms", "received_s")),
    "samples.csv: row 1: expected the header sample_index",
  ],
  [
    "samples with a row too short",
    edit(`${RUN}.samples.csv`, (text) => `${text}1,2,3\n`),
    "samples.csv: row 402: expected 11 fields, got 3",
  ],
  [
    "samples with a word for a latency",
    edit(`${RUN}.samples.csv`, (text) => text.replace(/\n1,(.*),0\.500,/, "\n1,$1,0.500,late")),
    'row 3: received_ms: expected milliseconds ≥ 0, got "late20.000"',
  ],
  [
    "samples without a header",
    edit(`${RUN}.samples.csv`, () => ""),
    "expected a header, got an empty",
  ],
  [
    "samples with a quote that doesn't end",
    edit(`${RUN}.samples.csv`, (text) => text.replace(' three"', " three")),
    `${RUN}.samples.csv: Invalid Closing Quote: got "o" at line 9`,
  ],
  [
    "a histogram that is none",
    edit(
      "node-1000s-6w-8m-r1.histograms.json",
      (text) => text.replace(/"encoded":"[^"]+"/, '"encoded":"AAAA"'),
    ),
    "expected HDR histograms (V2, compressed, base64)",
  ],
];

for (const [what, spoil, message] of spoilt) {
  test(`readResults says what is wrong with ${what}`, async () => {
    using folder = temporaryFolder();
    const directory = writeSampleBench(folder.path, { rounds: 1, invalid: [] });
    spoil(directory);
    await assertRejects(() => readResults([directory]), Error, message);
  });
}

test("readResults says what is wrong with a bracket's file", async () => {
  using folder = temporaryFolder();
  const directory = writeSampleBracket(folder.path);
  edit("bracket.json", (text) => text.replace('"verdict": "pass"', '"verdict": "maybe"'))(
    directory,
  );
  await assertRejects(
    () => readResults([directory]),
    Error,
    'bracket.json: searches.0.history.0.verdict: expected ("pass" | "fail" | "invalid"), got "maybe"',
  );
});

test("readResults says what a folder without results has", async () => {
  using folder = temporaryFolder();
  const message = "expected a folder with manifest.json or *.summary.json, got";
  await assertRejects(() => readResults([folder.path]), Error, `${message} an empty one`);
  writeFileSync(join(folder.path, "notes.txt"), "");
  await assertRejects(() => readResults([folder.path]), Error, `${message} 1 other files`);
  await assertRejects(
    () => readResults([join(folder.path, "gone")]),
    Error,
    "gone: expected a folder of results, got ENOENT",
  );
});

test("readResults refuses two folders of one name, as nobody could tell them apart", async () => {
  using folder = temporaryFolder();
  const [here, there] = ["a", "b"].map((name) => {
    mkdirSync(join(folder.path, name));
    return writeSampleBench(join(folder.path, name), { rounds: 1 });
  });
  await assertRejects(
    () => readResults([here!, there!]),
    Error,
    "expected folders with different names, got 2026-11-21T12-00-00Z-bench twice",
  );
});
