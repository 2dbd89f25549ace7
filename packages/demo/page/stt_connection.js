// @ts-check
import { OwnCode } from "./close_codes.js";
import { FRAME_BYTES } from "./frame_maker.js";
import { parseMessage } from "./parse_message.js";
import { SendTimes } from "./send_times.js";
import { systemClock } from "./system_clock.js";

/** @import { ErrorMessage, PartialMessage } from "./parse_message.js" */
/** @import { Clock } from "./system_clock.js" */

/**
 * Milliseconds from sending a batch's frames to its answer; undefined for a frame never sent.
 *
 * @typedef {object} Latency
 * @property {number | undefined} newestMs of its last frame: what model and gateway take
 * @property {number | undefined} oldestMs of its first frame, which waits for the batch as well
 */

/**
 * How a connection ended.
 *
 * @typedef {object} End
 * @property {number} code
 * @property {string} reason as the gateway gives it; often empty
 * @property {boolean} wasOpen false: refused, or nobody there. A page never learns the HTTP status.
 * @property {boolean} wasAskedFor whether we ended it ourselves
 */

/**
 * What went over the wire, for whoever wants to look underneath.
 *
 * @typedef {{ type: "open", url: string }
 *   | { type: "start", text: string }
 *   | { type: "frame", seq: number }
 *   | { type: "partial", text: string, partial: PartialMessage, latency: Latency }
 *   | { type: "error", text: string, error: ErrorMessage }
 *   | { type: "unreadable", text: string }
 *   | { type: "close", end: End }} Traffic
 */

/**
 * @typedef {object} ConnectionOptions
 * @property {string} url `ws://host:port/ws/stt`
 * @property {string | undefined} [token] for a gateway that asks for one
 * @property {(partial: PartialMessage, latency: Latency) => void} [onPartial]
 * @property {(error: ErrorMessage) => void} [onError] a batch that was lost; the session goes on
 * @property {(traffic: Traffic) => void} [onTraffic]
 * @property {(url: string, protocols: string[]) => WebSocket} [openSocket]
 * @property {Clock} [clock]
 */

const START = '{"type":"start"}';

/** Time for a connection to open. */
const OPEN_TIMEOUT_MS = 10_000;

/** Time that frames wait while nothing comes, after which the gateway is taken for dead. */
const SILENCE_MS = 10_000;

/** Time for the gateway's Close frame after ours. */
const GOODBYE_MS = 3000;

/** `readyState` of a WebSocket that can send; once it is told to close it can't, before `onclose`. */
const OPEN = 1;

/** Frames that may wait in the browser while the network stands still, in bytes: 5 s of audio. */
const MAX_QUEUED_BYTES = 250 * FRAME_BYTES;

/**
 * One connection to a gateway, which is one session there: the start message, then frames, of which
 * each is covered by one partial or error, in order.
 */
export class SttConnection {
  #options;
  #clock;
  #socket;
  #onOpen;
  #onEnd;
  /** @type {"opening" | "open" | "finishing" | "closing" | "ended"} */
  #phase = "opening";
  #wasOpen = false;
  #sent = new SendTimes();
  /** Number of the last frame that is covered. */
  #answered = 0;
  /** Each phase waits for one thing at a time. */
  #cancelTimer = () => {};

  /**
   * Opens it.
   *
   * @param {ConnectionOptions} options
   * @param {() => void} onOpen
   * @param {(end: End) => void} onEnd called once, and after it nothing else
   */
  constructor(options, onOpen, onEnd) {
    const { url, token, openSocket = (...args) => new WebSocket(...args) } = options;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#onOpen = onOpen;
    this.#onEnd = onEnd;
    // The WebSocket of a browser cannot send an Authorization header.
    this.#socket = openSocket(url, token === undefined ? [] : [`bearer.${token}`]);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }) => this.#received(data);
    this.#socket.onclose = ({ code, reason }) => this.#ended(code, reason);
    this.#wait(OPEN_TIMEOUT_MS, () => this.#abandon(1006, "did not open in time"));
  }

  /**
   * Sends one frame, which is due every 20 ms.
   *
   * @param {ArrayBuffer} frame 640 bytes
   * @returns {number | undefined} its number, from 1; undefined if it was thrown away, as there is no
   * connection (yet), or the network stands still
   */
  sendFrame(frame) {
    const { readyState, bufferedAmount } = this.#socket;
    if (this.#phase !== "open" || readyState !== OPEN) return undefined;
    if (bufferedAmount >= MAX_QUEUED_BYTES) return undefined;
    // Nothing was owed so far: silence begins now, not at the last answer.
    if (this.#isAnswered) this.#listenForSilence();
    this.#socket.send(frame);
    const seq = this.#sent.add(this.#clock.now());
    this.#options.onTraffic?.({ type: "frame", seq });
    return seq;
  }

  /** Ends it when the frames that were sent are answered; at once when it is called again. */
  finish() {
    if (this.#phase !== "open") return this.close();
    this.#phase = "finishing";
    if (this.#isAnswered) this.#sayGoodbye();
    else this.#listenForSilence();
  }

  /** Ends it now: the gateway owes nothing any more. */
  close() {
    if (this.#phase === "ended") return;
    if (this.#wasOpen) return this.#sayGoodbye();
    this.#phase = "closing";
    this.#abandon(1000, "");
  }

  get #isAnswered() {
    return this.#answered >= this.#sent.count;
  }

  #opened() {
    this.#phase = "open";
    this.#wasOpen = true;
    this.#options.onTraffic?.({ type: "open", url: this.#options.url });
    this.#socket.send(START);
    this.#options.onTraffic?.({ type: "start", text: START });
    this.#cancelTimer();
    this.#onOpen();
  }

  /** @param {unknown} data */
  #received(data) {
    const text = String(data);
    const message = parseMessage(data);
    if (!message) {
      this.#options.onTraffic?.({ type: "unreadable", text });
      return this.#abandon(OwnCode.unreadable, "unreadable message");
    }
    this.#answered = message.newest_frame_seq;
    if (message.type === "partial") this.#reportPartial(message, text);
    else this.#reportError(message, text);
    if (this.#phase === "finishing" && this.#isAnswered) this.#sayGoodbye();
    else if (this.#phase !== "closing") this.#listenForSilence();
  }

  /**
   * @param {PartialMessage} partial
   * @param {string} text
   */
  #reportPartial(partial, text) {
    const nowMs = this.#clock.now();
    const latency = {
      newestMs: this.#sent.age(partial.newest_frame_seq, nowMs),
      oldestMs: this.#sent.age(partial.oldest_frame_seq, nowMs),
    };
    this.#options.onTraffic?.({ type: "partial", text, partial, latency });
    this.#options.onPartial?.(partial, latency);
  }

  /**
   * @param {ErrorMessage} error
   * @param {string} text
   */
  #reportError(error, text) {
    this.#options.onTraffic?.({ type: "error", text, error });
    this.#options.onError?.(error);
  }

  /** A connection whose other end has vanished looks open for many minutes. */
  #listenForSilence() {
    this.#wait(SILENCE_MS, () => {
      if (!this.#isAnswered) this.#abandon(OwnCode.silence, "no answer");
    });
  }

  #sayGoodbye() {
    this.#phase = "closing";
    this.#socket.close(1000);
    this.#wait(GOODBYE_MS, () => this.#abandon(1006, "no Close frame"));
  }

  /**
   * Ends it without waiting for the other end, which may be gone.
   *
   * @param {number} code
   * @param {string} reason
   */
  #abandon(code, reason) {
    // Of these codes a script may not send 1006.
    if (code === 1006) this.#socket.close();
    else this.#socket.close(code, reason);
    this.#ended(code, reason);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #ended(code, reason) {
    this.#cancelTimer();
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    const wasAskedFor = this.#phase === "finishing" || this.#phase === "closing";
    const end = { code, reason, wasOpen: this.#wasOpen, wasAskedFor };
    this.#phase = "ended";
    this.#options.onTraffic?.({ type: "close", end });
    this.#onEnd(end);
  }

  /**
   * @param {number} delayMs
   * @param {() => void} run
   */
  #wait(delayMs, run) {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.schedule(delayMs, run);
  }
}
