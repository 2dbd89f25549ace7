import cliTruncate from "cli-truncate";
import { paint } from "../../report/paint.ts";
import type { Tone } from "../../report/paint.ts";
import { describeLeft, describeSecs } from "../../run/describe_left.ts";
import type { Left } from "../../run/progress.ts";
import type { LiveSample } from "../live_sample.ts";

/** What is to be seen of a step that goes on. */
export interface LiveView {
  readonly title: string;
  /** What it is doing, in words; undefined where the sample is newer. */
  readonly doing: string | undefined;
  /** How long it has been doing that. */
  readonly doingSecs: number;
  /** The newest one; undefined while nothing streams. */
  readonly sample: LiveSample | undefined;
  /** The newest one, in one line. */
  readonly problem: string | undefined;
  /** What is left of the program now. */
  readonly left: Left | undefined;
}

/** What a view is drawn for. */
export interface LiveDisplay {
  readonly hasColor: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** One line of a view: what it is about, and how much of what there may be, in words and as a bar. */
interface Line {
  readonly label: string;
  /** From 0 to 1; missing where there is no most. */
  readonly part?: number;
  readonly text: string;
  readonly tone?: Tone;
}

const LABEL_WIDTH = 12;
const BAR_WIDTH = 24;

/** Narrower than this there are no bars: the words are what counts. */
const COLUMNS_FOR_BARS = 72;

/**
 * Draws a view: at most as many lines as `display` has room for above the cursor's own, each shorter
 * than its width. What matters most comes first.
 */
export function renderLive(view: LiveView, display: LiveDisplay): string[] {
  const { title, sample, problem, left } = view;
  const lines: readonly Line[] = [
    ...(sample === undefined ? [waiting(view)] : figures(sample, view)),
    ...(problem === undefined ? [] : [{ label: "problem", text: problem, tone: "bad" } as const]),
    ...(left === undefined ? [] : [{ label: "in all", text: describeLeft(left) }]),
  ];
  return [
    paint(`❯ ${title}`, "heading", display.hasColor),
    ...lines.map((line) => draw(line, display)),
  ]
    .slice(0, Math.max(1, display.rows - 1))
    .map((line) => cliTruncate(line, display.columns - 1));
}

function figures(sample: LiveSample, view: LiveView): readonly Line[] {
  const { newestP50Ms, newestP95Ms, newestP50LimitMs, newestP95LimitMs } = sample;
  return [
    view.doing === undefined ? phase(sample) : waiting(view),
    ...latency("newest p50", newestP50Ms, newestP50LimitMs),
    ...latency("newest p95", newestP95Ms, newestP95LimitMs),
    errors(sample),
    sessions(sample),
    { label: "partials", text: `${Math.round(sample.partialsPerSec)} per second` },
    cpu(sample),
  ];
}

/** Whoever waits sees that time goes by. */
function waiting({ doing, doingSecs }: LiveView): Line {
  const time = doingSecs < 2 ? "" : `, for ${describeSecs(Math.floor(doingSecs))}`;
  return { label: "now", text: `${doing ?? "beginning"}${time}` };
}

function phase({ phase, phaseElapsedSecs, phaseSecs, leftSecs }: LiveSample): Line {
  if (phaseSecs === null) return { label: "now", text: phase };
  const elapsedSecs = Math.min(phaseSecs, Math.round(phaseElapsedSecs));
  const rest = leftSecs === null ? "" : ` · ${describeSecs(leftSecs)} of this run left`;
  const part = phaseSecs === 0 ? 1 : phaseElapsedSecs / phaseSecs;
  return { label: phase, part, text: `${elapsedSecs} of ${phaseSecs} s${rest}` };
}

/** Where nothing answers, and nothing is asked of it, there is no line. */
function latency(label: string, actualMs: number | null, limitMs: number | null): Line[] {
  if (actualMs === null) return limitMs === null ? [] : [{ label, part: 0, text: "–" }];
  const text = `${Math.round(actualMs)} ms`;
  if (limitMs === null) return [{ label, text }];
  const isOver = actualMs > limitMs;
  return [{
    label,
    part: actualMs / limitMs,
    text: `${text}, ${isOver ? "OVER" : "within"} ${limitMs} ms`,
    tone: isOver ? "bad" : "good",
  }];
}

function errors({ errors, sessionsBroken }: LiveSample): Line {
  const unit = sessionsBroken === 1 ? "session" : "sessions";
  const broken = sessionsBroken === 0 ? "" : `, ${sessionsBroken} ${unit} broken`;
  return { label: "errors", text: `${errors}${broken}`, ...(errors > 0 && { tone: "bad" }) };
}

function sessions({ sessions, sessionsOpen }: LiveSample): Line {
  return {
    label: "sessions",
    part: sessionsOpen / sessions,
    text: `${sessionsOpen} of ${sessions} up`,
  };
}

/** The kernel holds a gateway to its limit; the generator's is one of judgement. */
function cpu({ cpuPercent, cpuLimitPercent: limit }: LiveSample): Line {
  const { gateway, generator, simulator } = cpuPercent;
  const isBusy = generator !== null && limit.generator !== null && generator > limit.generator;
  const parts = [
    `gateway ${percent(gateway)}${limit.gateway === null ? "" : ` of ${limit.gateway} %`}`,
    `generator ${percent(generator)}${isBusy ? ` OVER ${limit.generator} %` : ""}`,
    `simulator ${percent(simulator)}`,
  ];
  return { label: "CPU", text: parts.join(" · "), ...(isBusy && { tone: "warning" }) };
}

function percent(value: number | null): string {
  return value === null ? "–" : `${Math.round(value)} %`;
}

function draw({ label, part, text, tone }: Line, { columns, hasColor }: LiveDisplay): string {
  const bar = part === undefined || columns < COLUMNS_FOR_BARS ? "" : `${drawBar(part)}  `;
  const paintIn = (text: string, tone: Tone | undefined) =>
    tone === undefined ? text : paint(text, tone, hasColor);
  return `  ${paintIn(label.padEnd(LABEL_WIDTH), "quiet")}${paintIn(bar, tone)}${
    paintIn(text, tone)
  }`;
}

function drawBar(part: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, part)) * BAR_WIDTH);
  return "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
}
