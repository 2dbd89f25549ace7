import { Ajv } from "ajv";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { ExitCode } from "@stt-bench/program";
import {
  HistogramFile,
  mergeHistograms,
  parseProgressEvent,
  readJsonFile,
  RunSummary,
} from "@stt-bench/results";
import { assert, assertEquals, assertGreaterOrEqual, assertMatch } from "@std/assert";
import * as v from "valibot";
import { inFolder } from "@stt-bench/program/testing";
import { makeCertificate } from "./testing/make_certificate.ts";
import { startLoadgen, startProgram } from "./testing/start_loadgen.ts";
import type { Runtime, StartedProgram } from "./testing/start_loadgen.ts";
import { wavFile } from "./testing/wav_file.ts";
import { startWsGateway } from "./testing/ws_gateway.ts";

const runtimes: readonly Runtime[] = ["deno", "node", "bun"];
const short = "--warmup-secs 1 --measure-secs 1 --session-grace-secs 5";

/** The summary that a program printed, held against both of its schemas. */
async function summaryOf({ lines }: StartedProgram): Promise<RunSummary> {
  const value = JSON.parse(lines.join("\n"));
  const schema = await readFile(new URL("../results/run_summary.schema.json", import.meta.url));
  const validate = new Ajv().compile(JSON.parse(schema.toString()));
  assert(validate(value), JSON.stringify(validate.errors));
  return v.parse(RunSummary, value);
}

for (const runtime of runtimes) {
  test(`Load generator on ${runtime} streams to a real gateway, and every number adds up`, async () => {
    await inFolder(async (folder) => {
      await using gateway = await startWsGateway();
      const files = `--samples-out ${folder}/s.csv --hist-out ${folder}/h.json`;
      const progress: string[] = [];
      const program = await startLoadgen(
        runtime,
        `--url ${gateway.url} --sessions 6 ${short} ${files} --verify --json --progress json ` +
          "--service-name test",
        { onStderrLine: (line) => progress.push(line) > 0 },
      );
      const { code } = await program.child.exited;
      const summary = await summaryOf(program);
      assertEquals([summary.broken_sessions, summary.ended], [[], "complete"]);
      assertEquals(code, ExitCode[summary.verdict]);
      assertEquals(summary.measured_frames, 6 * 50);
      assertEquals([summary.missing_frames, summary.silent_sessions], [0, 0]);
      assertEquals([summary.service_name, summary.generator.runtime], ["test", runtime]);
      assert(summary.partials > 0 && summary.generator.cpu_percent > 0);
      assertEquals((await readdir(folder)).sort(), ["h.json", "s.csv"]);
      const rows = (await readFile(join(folder, "s.csv"), "utf8")).trimEnd().split("\n");
      assertEquals(rows.length, 1 + summary.partials);
      const merged = mergeHistograms([await readJsonFile(HistogramFile, join(folder, "h.json"))]);
      assertEquals(merged.send_lateness.summary(), summary.send_lateness);
      const events = progress.map((line) => parseProgressEvent(line));
      assertEquals(
        events.flatMap((event) => event?.event === "phase" ? [event.phase] : []),
        ["connecting", "ramp", "warmup", "measure", "grace", "closing", "done"]
          .filter((phase) => phase !== "ramp" || events.some((event) => event?.phase === "ramp")),
      );
      assert(!events.includes(undefined), progress.join("\n"));
    });
  });

  test(`Load generator on ${runtime} replaces the sessions that have lived`, async () => {
    await using gateway = await startWsGateway();
    const program = await startLoadgen(
      runtime,
      `--url ${gateway.url} --sessions 4 --session-secs 1 --flush-interval-ms 200 --warmup-secs 1 ` +
        "--measure-secs 4 --verify --json --progress none",
    );
    await program.child.exited;
    const summary = await summaryOf(program);
    assertEquals([summary.broken_sessions, summary.ended], [[], "complete"]);
    assertEquals([summary.missing_frames, summary.silent_sessions], [0, 0]);
    assertGreaterOrEqual(summary.sessions_started, 3 * 4);
  });

  test(`Load generator on ${runtime} that is interrupted prints what it has, and ends with 130`, async () => {
    await using gateway = await startWsGateway();
    const program = await startLoadgen(
      runtime,
      `--url ${gateway.url} --sessions 3 --warmup-secs 0.2 --measure-secs 60 --json --progress json`,
      {
        onStderrLine: (line) => {
          if (parseProgressEvent(line)?.phase === "measure") program.child.kill("SIGINT");
          return true;
        },
      },
    );
    assertEquals((await program.child.exited).code, ExitCode.interrupted);
    const summary = await summaryOf(program);
    assertEquals([summary.ended, summary.verdict], ["interrupted", "invalid"]);
    assertEquals(summary.broken_sessions, []);
  });

  test(`Load generator on ${runtime} says in one line that its gateway died, and ends with 1`, async () => {
    await using gateway = await startWsGateway();
    const problems: string[] = [];
    const program = await startLoadgen(
      runtime,
      `--url ${gateway.url} --sessions 3 --warmup-secs 0.2 --measure-secs 60 --json --progress json`,
      {
        onStderrLine: (line) => {
          const event = parseProgressEvent(line);
          if (event?.event === "phase" && event.phase === "measure") gateway.kill();
          if (event?.event === "problem") problems.push(event.message);
          return true;
        },
      },
    );
    const { code } = await program.child.exited;
    const summary = await summaryOf(program);
    assertEquals(summary.ended, "gateway_lost");
    assertEquals(summary.protocol_errors, 3);
    // A run that was also late on a busy machine is invalid; otherwise it fails.
    assertEquals(code, ExitCode[summary.verdict]);
    assertMatch(problems.at(-1) ?? "", /^Cannot stream to ws:.*: 3 × connection_lost \(/);
  });

  test(`Load generator on ${runtime} says in one line that nobody listens`, async () => {
    const gateway = await startWsGateway();
    await gateway[Symbol.asyncDispose]();
    const program = await startLoadgen(
      runtime,
      `--url ${gateway.url} --sessions 50 --json --progress none`,
    );
    assertEquals((await program.child.exited).code, ExitCode.fail);
    assertEquals(program.child.log.length, 1);
    assertMatch(
      program.child.log[0]!,
      /^Cannot stream to ws:\/\/127.*: \d+ × connect_failed \(.+\)$/,
    );
    assertEquals((await summaryOf(program)).ended, "gateway_lost");
  });

  test(`Load generator on ${runtime} streams over TLS`, async (context) => {
    await inFolder(async (folder) => {
      const made = await makeCertificate(folder).catch(() => undefined);
      if (made === undefined) return context.skip("openssl is not installed");
      const { ca, key, cert } = made;
      const tls = { key: await readFile(key), cert: await readFile(cert) };
      await using gateway = await startWsGateway(createHttpsServer(tls));
      const flags = `--url ${gateway.url} --sessions 2 ${short} --json --progress none`;
      const trusting = { env: { NODE_EXTRA_CA_CERTS: ca, DENO_CERT: ca } };
      const program = await startLoadgen(runtime, flags, trusting);
      await program.child.exited;
      const summary = await summaryOf(program);
      assertEquals([summary.broken_sessions, summary.measured_frames], [[], 100]);
      const wary = await startLoadgen(runtime, flags);
      assertEquals((await wary.child.exited).code, ExitCode.fail);
      const [broken] = (await summaryOf(wary)).broken_sessions;
      assertEquals(broken?.cause, "connect_failed");
      assertMatch(broken?.example ?? "", /cert/i);
    });
  });
}

test("Load generator streams a recording, and refuses one in another format before it starts", async () => {
  await inFolder(async (folder) => {
    await using gateway = await startWsGateway();
    const path = join(folder, "a.wav");
    await writeFile(path, wavFile(Int16Array.from({ length: 5000 }, (_, i) => (i * 37) % 3000)));
    const flags = `--url ${gateway.url} --sessions 2 ${short} --json --verify --audio ${path}`;
    const program = await startLoadgen("node", flags);
    await program.child.exited;
    const summary = await summaryOf(program);
    assertEquals([summary.broken_sessions, summary.config.audio], [[], path]);
    await writeFile(path, wavFile(Int16Array.of(1), { channels: 2 }));
    const refused = await startLoadgen("node", flags);
    assertEquals((await refused.child.exited).code, ExitCode.usage);
    assertMatch(refused.child.log.join("\n"), /^Cannot stream .*a\.wav: expected 16000 Hz.*sox /);
  });
});

test("Load generator prints a report for people", async () => {
  await using gateway = await startWsGateway();
  const program = await startLoadgen("node", `--url ${gateway.url} --sessions 2 ${short}`);
  await program.child.exited;
  assertMatch(program.lines.join("\n"), /newest frame .* ms[^]*(PASS|FAIL|INVALID) \(balanced\)/);
  assertEquals(program.child.log.map((line) => line.trim().split(/ +/).at(-1)).at(-1), "done");
});

test("Load generator judges by the limits of a file", async () => {
  await inFolder(async (folder) => {
    await using gateway = await startWsGateway();
    const path = join(folder, "slo.json");
    const limits = { newest_p50_ms: 0, newest_p95_ms: 9e4, oldest_p50_ms: 9e4, oldest_p95_ms: 9e4 };
    const budget = { max_error_ratio: 1, min_partials: 1 };
    await writeFile(path, JSON.stringify({ name: "none is so fast", ...limits, ...budget }));
    const program = await startLoadgen(
      "node",
      `--url ${gateway.url} --sessions 2 ${short} --json --slo ${path}`,
    );
    await program.child.exited;
    const { slo } = await summaryOf(program);
    assertEquals(slo.profile, "none is so fast");
    const failed = slo.gates.filter(({ ok }) => !ok).map(({ gate }) => gate);
    assertEquals(failed, ["newest p50", "newest p50 from schedule"]);
  });
});

const wrong: [flags: string, log: RegExp][] = [
  ["", /^Cannot start without --url.*\nCannot start without --sessions/],
  ["--url x --sessions many", /^Cannot parse --url.*\nCannot parse --sessions/],
  ["--url ws://x --sessions 1 --slo /nowhere", /^Cannot read the SLO profile "\/nowhere": /],
  ["--url ws://x --sessions 1 --samples-out /nowhere/a.csv", /^Cannot write \/nowhere\/a\.csv: /],
  ["--url ws://x --sessions 1 --hist-out /nowhere/a.json", /^Cannot write \/nowhere\/a\.json: /],
];

for (const [flags, log] of wrong) {
  test(`Load generator refuses "${flags}" with 2`, async () => {
    const program = await startLoadgen("node", flags);
    assertEquals((await program.child.exited).code, ExitCode.usage);
    assertMatch(program.child.log.join("\n"), log);
    assertEquals(program.lines, []);
  });
}

for (const runtime of runtimes) {
  test(`Null gateway on ${runtime} takes every frame and never answers`, async () => {
    const env = { PORT: "0", HOST: "127.0.0.1" };
    const gateway = await startProgram(runtime, "null_gateway.ts", [], { env });
    const { url } = await gateway.child.listening();
    const program = await startLoadgen(
      runtime,
      `--url ${url.replace("http", "ws")}/ws/stt --sessions 4 --warmup-secs 1 --measure-secs 0.5 ` +
        "--session-grace-secs 0 --json",
    );
    await program.child.exited;
    const summary = await summaryOf(program);
    assertEquals([summary.silent_sessions, summary.missing_frames], [4, 100]);
    assertEquals(summary.broken_sessions, []);
    gateway.child.kill("SIGTERM");
    assertEquals((await gateway.child.exited).code, ExitCode.pass);
  });
}
