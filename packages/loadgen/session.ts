import { CloseCode, parseServerMessage, ProtocolError } from "@stt-bench/protocol";
import type { ServerMessage } from "@stt-bench/protocol";
import type { BreakCause } from "@stt-bench/results";
import type { Agenda } from "./agenda.ts";
import { AudioStream } from "./audio_stream.ts";
import type { StreamPorts } from "./audio_stream.ts";
import type { Backlog } from "./backlog.ts";
import type { FrameWheel } from "./frame_wheel.ts";
import type { SessionState } from "./run_recorder.ts";
import type { Target, Transport } from "./transport/transport.ts";
import { verifyPartial } from "./verify_partial.ts";
import { WebSocketClient } from "./websocket/client.ts";
import type { ClientFailure, ClientHandler } from "./websocket/client.ts";
import { clientFrame, Opcode } from "./websocket/client_frame.ts";
import { NO_STATUS } from "./websocket/server_frame_reader.ts";

const START_MESSAGE = new TextEncoder().encode('{"type":"start"}');

/** What a session needs from its run. */
export interface SessionPorts extends StreamPorts {
  readonly url: URL;
  readonly target: Target;
  readonly transport: Transport;
  readonly agenda: Agenda;
  readonly wheel: FrameWheel;
  readonly backlog: Backlog;
  readonly connectTimeoutMs: number;
  readonly sendTimeoutMs: number;
  readonly closeGraceMs: number;
  /** Recompute the numbers of each partial. */
  readonly verify: boolean;
  /** Session `id` has lived its time and is closed; `onState("over")` follows. */
  onLived(id: number): void;
  /** A session has a new state; the recorder has counted it. */
  onState(state: SessionState): void;
}

/** The life of one session. Whatever goes wrong first ends it, and is counted once. */
export class Session implements ClientHandler {
  readonly #id: number;
  readonly #ports: SessionPorts;
  #state: SessionState = "idle";
  #socket: WebSocketClient | undefined;
  #stream: AudioStream | undefined;
  readonly #lifeMs: number | undefined;
  #connectMs = 0;
  #startMs = 0;
  /** Has it streamed for as long as it was to live, before the end of the window? */
  #hasLived = false;

  /** It streams for `lifeMs`; without that until the window is over, and answered. */
  constructor(id: number, ports: SessionPorts, lifeMs?: number) {
    this.#id = id;
    this.#ports = ports;
    this.#lifeMs = lifeMs;
    ports.recorder.sessions.idle++;
  }

  /** Begins to connect, unless it was interrupted. */
  start(): void {
    if (this.#state !== "idle") return;
    const { url, target, transport, clock, connectTimeoutMs } = this.#ports;
    this.#ports.recorder.sessionsStarted++;
    this.#become("connecting");
    this.#connectMs = clock();
    this.#socket = new WebSocketClient(url, target, transport, this);
    this.#after(connectTimeoutMs, () => {
      if (this.#state !== "connecting") return;
      this.#break("connect_timeout", `no WebSocket within ${connectTimeoutMs} ms`);
    });
  }

  /** Ends the session because its run ends early: politely where it streams, and uncounted. */
  interrupt(): void {
    if (this.#state === "streaming") this.#close();
    else if (this.#state !== "closing" && this.#state !== "over") {
      this.#socket?.destroy();
      this.#end(true);
    }
  }

  /** The grace of the last frame that counts is over: what is still open now is missing. */
  giveUp(): void {
    const stream = this.#stream;
    if (this.#state === "closing" || this.#state === "over") return;
    // The process was held up, and a successor would begin only now: nothing is owed to it.
    if (this.#state === "idle") return this.#end(true);
    if (stream?.isSettled) return this.#close();
    if (stream === undefined || stream.partials > 0) {
      return this.#break("session_timeout", "no answer to every frame that counts in time");
    }
    if (!this.#shouldHaveHeard) return this.#close();
    this.#ports.recorder.silentSessions++;
    this.#socket!.leave(CloseCode.normal);
    this.#end(false);
  }

  /** {@inheritDoc ClientHandler.opened} */
  opened(): void {
    const { clock, recorder, timeline, agenda } = this.#ports;
    const nowMs = clock();
    recorder.histograms.connect_latency.record(nowMs - this.#connectMs);
    this.#become("waiting");
    const startMs = timeline.streamStartMs(this.#id, nowMs);
    agenda.schedule(startMs, () => this.#startStream(startMs));
  }

  /** {@inheritDoc ClientHandler.text} */
  text(text: string): void {
    const violation = this.#settle(text);
    if (violation !== undefined) this.#socket!.violate(violation);
    else if (this.#stream!.isSettled && this.#state === "streaming") this.#closeInTurn();
  }

  /** {@inheritDoc ClientHandler.drained} */
  drained(): void {
    if (this.#stream?.drained()) this.#ports.backlog.add(this.#stream);
  }

  /** {@inheritDoc ClientHandler.serverClosed} */
  serverClosed(code: number, reason: string): void {
    if (this.#state === "closing") {
      if (this.#hasLived) this.#ports.onLived(this.#id);
      return this.#end(true);
    }
    const what = code === NO_STATUS ? "without a code" : `${code} ${reason}`.trimEnd();
    this.#break("closed_by_gateway", `expected no Close frame, got one: ${what}`);
  }

  /** {@inheritDoc ClientHandler.failed} */
  failed(cause: ClientFailure, message: string): void {
    this.#break(cause, message);
  }

  #startStream(startMs: number): void {
    if (this.#state !== "waiting") return;
    const socket = this.#socket!;
    const stream = new AudioStream(this.#id, startMs, socket, this.#ports);
    this.#stream = stream;
    this.#startMs = startMs;
    this.#become("streaming"); // first: a write may find the connection gone
    socket.sendControl(clientFrame(Opcode.text, START_MESSAGE));
    stream.frameDue(this.#ports.clock());
    this.#ports.wheel.add(stream);
    this.#watchSends();
    if (this.#lifeMs !== undefined) {
      this.#ports.agenda.schedule(startMs + this.#lifeMs, () => this.#endLife());
    }
  }

  /** Stops sending, and gives the frames that were sent as long as any to be answered. */
  #endLife(): void {
    const { clock, timeline } = this.#ports;
    if (this.#state !== "streaming" || clock() >= timeline.measureEndMs) return;
    this.#hasLived = true;
    this.#stream!.finish();
    if (this.#stream!.isSettled) this.#close();
    else this.#after(timeline.graceMs, () => this.giveUp());
  }

  /** Has it lived so long that a gateway owes it a partial? One that lives to the end has. */
  get #shouldHaveHeard(): boolean {
    const { clock, flushIntervalMs } = this.#ports;
    return this.#lifeMs === undefined || clock() - this.#startMs >= 2 * flushIntervalMs;
  }

  /** Looks when the oldest waiting frame could have waited too long: once a timeout, not a frame. */
  #watchSends(): void {
    const { sendTimeoutMs, clock } = this.#ports;
    const nowMs = clock();
    const sinceMs = this.#stream!.waitingSinceMs ?? nowMs;
    if (nowMs - sinceMs >= sendTimeoutMs) {
      return this.#break("send_timeout", `a frame could not be sent for ${sendTimeoutMs} ms`);
    }
    this.#after(sinceMs + sendTimeoutMs - nowMs, () => {
      if (this.#state === "streaming") this.#watchSends();
    });
  }

  #settle(text: string): string | undefined {
    const stream = this.#stream;
    if (stream === undefined) return "expected no message before the start, got one";
    let message: ServerMessage;
    try {
      message = parseServerMessage(text);
    } catch (error) {
      if (error instanceof ProtocolError) return error.message;
      throw error;
    }
    const { verify, source } = this.#ports;
    return stream.settle(message) ??
      (verify && message.type === "partial" ? verifyPartial(message, this.#id, source) : undefined);
  }

  #closeInTurn(): void {
    if (this.#hasLived) return this.#close();
    this.#stream!.stop();
    this.#ports.agenda.schedule(this.#ports.timeline.closeMs(this.#id), () => {
      if (this.#state === "streaming") this.#close();
    });
  }

  #close(): void {
    const { closeGraceMs } = this.#ports;
    this.#become("closing");
    this.#stream!.stop();
    this.#after(closeGraceMs, () => {
      if (this.#state !== "closing") return;
      this.#break("close_timeout", `no Close frame within ${closeGraceMs} ms`);
    });
    this.#socket!.close(CloseCode.normal);
  }

  #break(cause: BreakCause, message: string): void {
    this.#ports.recorder.sessionBroke(cause, message);
    if (cause.endsWith("_timeout")) this.#socket!.destroy();
    this.#end(false);
  }

  /** `canCome`: answers to open frames could still have come, so they are not missing yet. */
  #end(canCome: boolean): void {
    if (this.#stream) {
      this.#stream.stop();
      const tally = this.#stream.tally(canCome);
      // How many partials a short life is owed depends too much on where its ends lie.
      const owed = this.#lifeMs === undefined ? {} : { expectedPartials: 0, missingPartials: 0 };
      this.#ports.recorder.sessionEnded({ ...tally, ...owed });
    }
    this.#become("over");
  }

  #become(state: SessionState): void {
    const { sessions } = this.#ports.recorder;
    sessions[this.#state]--;
    sessions[state]++;
    this.#state = state;
    this.#ports.onState(state);
  }

  #after(ms: number, run: () => void): void {
    this.#ports.agenda.schedule(this.#ports.clock() + ms, run);
  }
}
