import type { SessionSocket } from "./ports.ts";
import type { SessionHost } from "./session_host.ts";
import { WheelTimer } from "./timer_wheel.ts";

/** How long a flush waits at most for what the transport has been asked for. */
const PULL_TIMEOUT_MS = 20;

/**
 * When one session flushes: every interval, at due times that do not drift. A transport that leaves
 * bytes in the kernel is asked for them first; the flush comes when they have, or soon after when
 * there are none.
 */
export class FlushSchedule {
  readonly #host: SessionHost;
  readonly #socket: SessionSocket;
  readonly #onFlush: (latenessMs: number) => void;
  readonly #timer = new WheelTimer((nowMs) => this.#onTimer(nowMs));
  #dueMs = Infinity;
  #isPulling = false;

  /** `onFlush` hears how late the flush is. */
  constructor(host: SessionHost, socket: SessionSocket, onFlush: (latenessMs: number) => void) {
    this.#host = host;
    this.#socket = socket;
    this.#onFlush = onFlush;
  }

  /** Flushes at `firstDueMs`, and every interval from then on. */
  start(firstDueMs: number): void {
    this.#dueMs = firstDueMs;
    this.#host.wheel.arm(this.#timer, firstDueMs);
  }

  /** Flushes now, before it is due. */
  hasten(): void {
    if (!this.#isPulling && !this.#pull()) this.#flush(this.#host.clock.now());
  }

  /** The transport has handed over what it was asked for. */
  pulled(): void {
    if (this.#isPulling) this.#flush(this.#host.clock.now());
  }

  /** Flushes no more. */
  stop(): void {
    this.#isPulling = false;
    this.#timer.cancel();
  }

  #onTimer(nowMs: number): void {
    if (this.#isPulling || !this.#pull()) this.#flush(nowMs);
  }

  /** Asks the transport for what it holds; false when it holds nothing back. */
  #pull(): boolean {
    if (this.#socket.pull === undefined) return false;
    const { clock, settings, wheel } = this.#host;
    const timeoutMs = Math.min(PULL_TIMEOUT_MS, settings.flushIntervalMs / 2);
    this.#isPulling = true;
    wheel.arm(this.#timer, clock.now() + timeoutMs);
    this.#socket.pull();
    return true;
  }

  #flush(nowMs: number): void {
    const { settings: { flushIntervalMs }, wheel } = this.#host;
    const latenessMs = Math.max(0, nowMs - this.#dueMs);
    // Due times that a stall has passed are skipped: one flush takes all that waits.
    this.#dueMs += flushIntervalMs * Math.max(1, Math.ceil(latenessMs / flushIntervalMs));
    this.#isPulling = false;
    wheel.arm(this.#timer, this.#dueMs);
    this.#onFlush(latenessMs);
  }
}
