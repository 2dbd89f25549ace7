import * as v from "valibot";
import { ConnectionFault } from "./fault.ts";
import type { AnswerFault, FaultPlan } from "./fault.ts";

interface Planned<F> {
  readonly fault: F;
  times: number;
}

/** Faults that wait for the next requests and the next connections, each kind in its own line. */
export class FaultQueue {
  readonly #answers: Planned<AnswerFault>[] = [];
  readonly #connections: Planned<ConnectionFault>[] = [];

  /** Appends a plan behind what already waits. */
  add(plan: FaultPlan): void {
    for (const { fault, times } of plan) {
      if (v.is(ConnectionFault, fault)) this.#connections.push({ fault, times });
      else this.#answers.push({ fault, times });
    }
  }

  /** Takes the fault for the next request, where one waits. */
  nextForAnswer(): AnswerFault | undefined {
    return take(this.#answers);
  }

  /** Takes the fault for the next HTTP/2 connection, where one waits. */
  nextForConnection(): ConnectionFault | undefined {
    return take(this.#connections);
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#answers.length = 0;
    this.#connections.length = 0;
  }

  /** What waits, in the form that {@linkcode add} takes. */
  plan(): FaultPlan {
    return [...this.#answers, ...this.#connections].map(({ fault, times }) => ({ fault, times }));
  }
}

function take<F>(line: Planned<F>[]): F | undefined {
  const [first] = line;
  if (first === undefined) return undefined;
  if (--first.times === 0) line.shift();
  return first.fault;
}
