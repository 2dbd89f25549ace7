import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row } from "../report/table.ts";
import type { CalibrationReport } from "./calibrate.ts";
import { stageNames, stages } from "./calibration.ts";
import type { Calibration, Ceiling, Figures } from "./calibration.ts";
import { toPoint } from "./ceiling.ts";
import { ceilingWarning } from "./ceiling_warning.ts";

/** A calibration for people: under which conditions, the table, and what it means in one sentence. */
export function renderCalibration(
  { calibration, file }: CalibrationReport,
  display: Display,
): string {
  const { conditions: { pinning, cpu_passes }, load, together, sessions } = calibration;
  const { ramp_up_secs, warmup_secs, measure_secs } = load;
  const warning = sessions === null ? undefined : ceilingWarning(calibration, sessions);
  return [
    `each run: ramp ${ramp_up_secs} s, warm-up ${warmup_secs} s, measured ${measure_secs} s; ` +
    `${cpu_passes} passes of the simulated model`,
    pinning,
    renderTable(stages.map((stage) => stageNames[stage]), tableRows(calibration), display),
    describeCeiling(together),
    ...(together.first_bad === null
      ? []
      : toPoint(together.first_bad).reasons.map((reason) =>
        `  at ${together.first_bad?.sessions}: ${reason}`
      )),
    ...(warning === undefined ? [] : [warning]),
    file === undefined ? "Nothing could be measured, so nothing was written." : `File: ${file}`,
  ].join("\n");
}

/** The ceiling in one sentence. */
export function describeCeiling({ sessions, at_least, limited_by, first_bad }: Ceiling): string {
  if (sessions === null) {
    const hint = first_bad?.culprit === "machine"
      ? "others use this machine; try again when it is quiet"
      : `limited by ${limited_by ?? "nothing"}`;
    return `How many sessions load generator and simulator serve was not to be measured: ${hint}.`;
  }
  const claim = `Load generator and simulator serve ${sessions} sessions on this machine`;
  if (!at_least) {
    return `${claim}${limited_by === null ? "" : `, then the limit is ${limited_by}`}: ` +
      "above that no capacity may be claimed.";
  }
  return `${claim}, perhaps more (${
    limited_by === null ? "nothing above was tried" : `the search ended at ${limited_by}`
  }): a capacity may be claimed up to that.`;
}

function tableRows(calibration: Calibration): Row[] {
  const ceilings = stages.map((stage) => calibration[stage]);
  const row = (label: string, text: (ceiling: Ceiling) => string, startsGroup = false): Row => ({
    label,
    startsGroup,
    cells: ceilings.map((ceiling): Cell => ({ text: text(ceiling) })),
  });
  const figure = (
    label: string,
    of: (figures: Figures) => number | null | undefined,
    unit: string,
    startsGroup = false,
  ) => row(label, ({ last_good }) => format(last_good && of(last_good), unit), startsGroup);
  const { sessions } = calibration;
  return [
    row(
      "sessions",
      ({ sessions, at_least }) => sessions === null ? "–" : `${at_least ? "≥ " : ""}${sessions}`,
      true,
    ),
    row("  next that did not hold", ({ first_bad }) => `${first_bad?.sessions ?? "–"}`),
    row("  its check", ({ limited_by }) => limited_by ?? "–"),
    ...(sessions === null ? [] : [
      row(`  headroom at ${sessions}`, (ceiling) => headroom(ceiling, sessions)),
    ]),
    figure("generator: CPU", ({ generator }) => generator?.cpu_percent, "%", true),
    figure("  a frame", ({ generator }) => generator?.us_per_frame, "µs"),
    figure("  send lateness, p99", ({ generator }) => generator?.send_lateness_p99_ms, "ms"),
    figure("simulator: CPU", ({ simulator }) => simulator?.cpu_percent, "%", true),
    figure("  a request", ({ simulator }) => simulator?.us_per_request, "µs"),
    figure("  queue wait, p99", ({ simulator }) => simulator?.queue_wait_p99_ms, "ms"),
    figure("  loop delay, p99", ({ simulator }) => simulator?.loop_delay_p99_ms, "ms"),
    figure("null gateway: CPU", (run) => run.null_gateway?.cpu_percent, "%", true),
    figure("  send wait, p99", (run) => run.null_gateway?.send_wait_p99_ms, "ms"),
    figure("inferbench: CPU", ({ inferbench }) => inferbench?.cpu_percent, "%"),
    figure("  send lateness, p99", ({ inferbench }) => inferbench?.send_lateness_p99_ms, "ms"),
    figure("other programs", otherPrograms, "%", true),
    row("runs", ({ runs }) => `${runs.length}`),
  ];
}

function otherPrograms({ checks }: Figures): number | undefined {
  const actual = checks.find(({ check }) => check === "other programs")?.actual;
  return typeof actual === "number" ? actual : undefined;
}

function headroom({ sessions, at_least }: Ceiling, asked: number): string {
  return sessions === null ? "–" : `${at_least ? "≥ " : ""}× ${(sessions / asked).toFixed(1)}`;
}

function format(value: number | null | undefined, unit: string): string {
  return typeof value === "number" ? `${value.toFixed(value < 10 ? 1 : 0)} ${unit}` : "–";
}
