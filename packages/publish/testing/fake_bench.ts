/**
 * Stands in for bench and bracket: leaves sample results where it is told to, or, in a folder with a
 * file called `hold`, those of a search that was broken off when a signal ends it.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { writeSampleBench, writeSampleBracket } from "@stt-bench/report/testing";

const [program, ...args] = process.argv.slice(2);
const valueOf = (name: string) => args[args.indexOf(name) + 1]!;

if (args.includes("--resume")) {
  const manifest = join(valueOf("--resume"), "manifest.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(manifest, text.replace('"complete": false', '"complete": true'));
  process.stderr.write("resumed\n");
  process.exit(0);
}

const [out, name] = [valueOf("--out"), valueOf("--name")];
const isHeld = program === "bracket" && existsSync(join(out, "hold"));
const isScaling = args.includes("--workers");
const written = program === "bench"
  ? writeSampleBench(out, { rounds: 1, invalid: [], changes: isScaling ? scaled() : {} })
  : writeSampleBracket(out, undefined, { complete: !isHeld });
renameSync(written, join(out, `2026-11-21T12-00-00Z-${name}`));
process.stderr.write(`${program} ${name}\n`);
if (isHeld) {
  process.on("SIGTERM", () => process.exit(130));
  process.stderr.write("holds\n");
  setInterval(() => {}, 1000);
}

/** As if the first gateway had been measured with two workers. */
function scaled() {
  const target = { target: "deno", variant: "deno", runtime: "deno", version: "2.9.6", url: null };
  return { targets: [{ ...target, workers: 2 }] };
}
