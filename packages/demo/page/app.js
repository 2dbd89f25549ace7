// @ts-check
import { Announcer } from "./announcer.js";
import { audioProblem, missingFeatures } from "./audio_problem.js";
import { byId } from "./by_id.js";
import { endTitle, refusalText } from "./connection_notice.js";
import { Controls } from "./controls.js";
import { LiveSession } from "./live_session.js";
import { SessionView } from "./session_view.js";
import { StatusPanel } from "./status_panel.js";

/** @import { SourceName } from "./controls.js" */
/** @import { State } from "./stt_client.js" */

/** What the status says in each phase of a session. */
const PHASES = {
  idle: "Opening the audio…",
  connecting: "Connecting…",
  streaming: "Streaming",
  finishing: "Waiting for the last words…",
  waiting: "Reconnecting…",
  ended: "Stopped",
};

const config = await readJson("config.json");
const announcer = new Announcer(byId("announcements", HTMLElement));
const panel = new StatusPanel(announcer);
const view = new SessionView(config.slo);
const controls = new Controls({
  onStart: start,
  onStop: stop,
  onConnect: () => session?.connect(),
});

/** @type {LiveSession | undefined} */
let session;

/** @type {SourceName | undefined} */
let source;

/**
 * Streams another source. A session that is over may still say goodbye to its gateway, and is not
 * listened to any more.
 *
 * @param {SourceName} name
 * @param {Parameters<LiveSession["open"]>[0]} openSource
 */
async function start(name, openSource) {
  session?.close();
  /** @type {LiveSession} */
  const mine = new LiveSession({
    url: config.gateway_url,
    token: config.token ?? undefined,
    onState: (state) => mine === session && showState(state),
    onTraffic: (traffic) => {
      if (mine !== session) return;
      view.add(traffic);
      if (traffic.type === "partial") announcer.sayWord(traffic.partial.transcript);
    },
    onBlocked: () => mine === session && panel.showStatus("waiting", "Click anywhere to begin"),
    onFrame: (frame, seq) => mine === session && view.addFrame(frame, seq),
  });
  session = mine;
  source = name;
  view.clear();
  showState(mine.state);
  try {
    await mine.open(openSource);
  } catch (error) {
    if (mine !== session) return;
    session = undefined;
    controls.show(undefined, false);
    panel.show("failed", "No audio", audioProblem(error));
  }
}

function stop() {
  if (session?.state.phase === "idle") {
    session.close();
    session = undefined;
    controls.show(undefined, false);
    panel.show("ended", PHASES.ended);
  } else session?.finish();
}

/** @param {State} state */
function showState(state) {
  const isOn = state.phase !== "ended";
  controls.show(isOn && state.phase !== "finishing" ? source : undefined, isOn);
  switch (state.phase) {
    case "waiting":
      return showEnd(state);
    case "connecting":
      return panel.showStatus(state.phase, PHASES.connecting);
    case "ended":
      return state.end.wasAskedFor ? panel.show("ended", PHASES.ended) : showEnd(state);
    default:
      panel.show(state.phase, PHASES[state.phase]);
  }
}

/** @param {Extract<State, { phase: "waiting" | "ended" }>} state */
async function showEnd(state) {
  const title = endTitle(state.end);
  if (state.phase === "ended") panel.show("failed", PHASES.ended, { title, text: "" });
  else {
    const text = `Attempt ${state.attempt} follows in ${(state.delayMs / 1000).toFixed(1)} s.`;
    panel.show("waiting", PHASES.waiting, { title, text, canConnect: true });
  }
  if (state.end.wasOpen) return;
  const known = await askReady();
  if (session?.state === state) panel.add(known);
}

/** @returns {Promise<string>} */
async function askReady() {
  try {
    return refusalText(await readJson("ready.json"));
  } catch {
    return "The demo itself has ended: start it again.";
  }
}

/** @param {string} url */
async function readJson(url) {
  const response = await fetch(url);
  return await response.json();
}

function begin() {
  byId("gateway-name", HTMLElement).textContent = config.gateway_name;
  byId("gateway-url", HTMLElement).textContent = config.gateway_url;
  byId("simulated", HTMLElement).hidden = !config.is_simulated;
  const missing = missingFeatures();
  if (missing.some((name) => name !== "getUserMedia")) {
    const text = `It lacks ${missing.join(" and ")}.`;
    return panel.show("failed", "Cannot stream", { title: "This browser can't do it.", text });
  }
  controls.enable({ hasMicrophone: missing.length === 0 });
  controls.show(undefined, false);
  panel.show("idle", "Ready");
}

begin();
