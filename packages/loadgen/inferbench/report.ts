import { VALIDITY_LIMITS } from "@stt-bench/results";
import type { Latency } from "@stt-bench/results";
import type { BenchResult } from "./bench_result.ts";

/**
 * Why an open-loop result says more about this program than about the service; undefined when it
 * doesn't. A closed loop has no schedule to be late for: there a busy generator makes the rate a
 * lower bound, which {@linkcode report} says.
 */
export function generatorLimit({ mode, send_lateness }: BenchResult): string | undefined {
  if (mode === "closed_loop" || send_lateness === null) return undefined;
  const limit = VALIDITY_LIMITS.send_lateness_p99_ms;
  if (send_lateness.p99_ms <= limit) return undefined;
  return `generator-limited: send lateness p99 ${send_lateness.p99_ms} ms > ${limit} ms`;
}

/** The result as text for people. */
export function report(result: BenchResult): string {
  const { generator, errors, not_sent, ended } = result;
  const limit = generatorLimit(result);
  const isBusy = generator.cpu_percent > VALIDITY_LIMITS.generator_cpu_percent;
  const lines = [
    describeRun(result),
    `completed ${result.completed} of ${result.attempted} requests in ${result.elapsed_secs} s: ` +
    `${result.completed_rps}/s`,
    `latency                ${describe(result.latency)}`,
    ...optional("latency from schedule", result.latency_from_schedule),
    ...optional("own send lateness", result.send_lateness),
    `errors: ${Object.entries(errors).map(([cause, n]) => `${cause} ${n}`).join(", ")}`,
    ...result.error_samples.map((sample) => `  ${sample}`),
    `generator: ${generator.runtime} ${generator.version}, ${generator.cpu_percent} % of a core`,
  ];
  if (not_sent > 0) lines.push(`not sent, all places taken: ${not_sent}`);
  if (limit !== undefined) lines.push(`INVALID: ${limit}`);
  if (result.mode === "closed_loop" && isBusy) {
    lines.push("the generator itself was busy: the rate is a lower bound");
  }
  if (ended === "interrupted") lines.push("INTERRUPTED: the figures cover only a part of the run");
  return `${lines.join("\n")}\n`;
}

function describeRun(result: BenchResult): string {
  const { protocol, clients, concurrency, payload_bytes, cpu_passes, target_rps } = result;
  const loop = target_rps === null ? "closed loop" : `open loop at ${target_rps}/s`;
  return `${result.url} over ${protocol}: ${loop}, ${clients} clients, concurrency ${concurrency}, ` +
    `${payload_bytes} bytes, ${cpu_passes} passes`;
}

function optional(name: string, latency: Latency | null): string[] {
  return latency === null ? [] : [`${name.padEnd(22)} ${describe(latency)}`];
}

function describe({ p50_ms, p95_ms, p99_ms, p999_ms, max_ms }: Latency): string {
  return `p50 ${p50_ms}  p95 ${p95_ms}  p99 ${p99_ms}  p99.9 ${p999_ms}  max ${max_ms} ms`;
}
