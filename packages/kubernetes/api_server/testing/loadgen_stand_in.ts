/**
 * The real load generator, with a barrier before and an upload after it as a shard in a cluster has
 * them: `--barrier=<url>`, `--upload=<url>`, and its own flags.
 */
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Child, programCommand } from "@stt-bench/bench";

const args = process.argv.slice(2);
const value = (flag: string) =>
  args.find((arg) => arg.startsWith(`--${flag}=`))!.slice(flag.length + 3);
const flags = args.filter((arg) => !/^--(barrier|upload)=/.test(arg));
const [index, count] = value("shard").split("/").map(Number);
const arrived = await fetch(`${value("barrier")}/shards/${index}?of=${count}`, { method: "POST" });
const { start_at_epoch_ms: startMs } = await arrived.json();
await sleep(startMs - Date.now());

const folder = await mkdtemp(join(tmpdir(), "shard-"));
const histograms = join(folder, "histograms.json");
const program = await programCommand({ runtime: "bun", main: "packages/loadgen/main.ts" });
let summary = "";
const loadgen = new Child({
  name: "loadgen",
  command: [...program, ...flags, "--json", "--hist-out", histograms],
  onStdoutLine: (line) => summary += `${line}\n`,
  onStderrLine: (line) => process.stderr.write(`${line}\n`),
});
process.on("SIGTERM", () => loadgen.kill("SIGTERM"));
const { code } = await loadgen.exited;
const { service_name, sessions, warmup_secs, measure_secs, repeat } = JSON.parse(summary);
const name = `${service_name}-${sessions}s-${warmup_secs}w-${measure_secs}m-r${repeat}` +
  `.shard-${index}-of-${count}`;
const put = (suffix: string, body: string) =>
  fetch(`${value("upload")}/files/${name}.${suffix}.json`, { method: "PUT", body });
await put("histograms", await readFile(histograms, "utf8"));
await put("summary", summary);
process.exit(code ?? 1);
