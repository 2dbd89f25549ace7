import { parseServerMessage } from "@stt-bench/protocol";
import type { ServerMessage } from "@stt-bench/protocol";
import type { SendOutcome, SessionSocket } from "../ports.ts";

/** A socket that records what a session does to it, and takes messages as the test says. */
export class FakeSocket implements SessionSocket {
  /** Messages sent, parsed strictly. */
  readonly messages: ServerMessage[] = [];
  /** Closes asked for, as `[code, reason]`. */
  readonly closes: [number, string][] = [];
  /** What becomes of the next messages. */
  outcome: SendOutcome = "sent";
  /** Has the connection been cut? */
  isTerminated = false;
  /** Is reading paused? */
  isPaused = false;
  /** Pings sent. */
  pings = 0;
  /** What a transport does that can ping; nothing where it cannot. */
  ping?: () => void = () => {
    this.pings++;
  };
  /** What a transport does that leaves bytes in the kernel until it is asked. */
  pull?: () => void;

  send(text: string): SendOutcome {
    if (this.outcome !== "closed") this.messages.push(parseServerMessage(text));
    return this.outcome;
  }

  close(code: number, reason: string): void {
    this.closes.push([code, reason]);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}
