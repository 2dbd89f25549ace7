import * as v from "valibot";
import { JSON_TYPE, TEXT_TYPE } from "../content_type.ts";
import type { Exchange } from "../exchange.ts";
import { AnswerFault, FaultPlan } from "./fault.ts";
import type { ConnectionFault } from "./fault.ts";
import { FaultQueue } from "./fault_queue.ts";

/** Request header that holds an {@linkcode AnswerFault} as JSON. */
const FAULT_HEADER = "x-fault";

/** Longest body of `POST /faults`: 24 answers in base64, of the 64 KiB each that a gateway reads at most. */
const MAX_PLAN_CHARACTERS = 2 ** 21;

const PLAN_TOO_LONG =
  `Cannot parse the fault plan: expected at most ${MAX_PLAN_CHARACTERS} characters, got more`;

/** What a text said, or why it could not be read. */
type Reading<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Where faults are asked for: by a request's own header, or for those to come by the admin route. */
export class FaultDesk {
  readonly #queue = new FaultQueue();

  /** The fault for this request: its own by header, else the next one planned. */
  forAnswer(exchange: Exchange): Reading<AnswerFault | undefined> {
    const header = exchange.header(FAULT_HEADER);
    if (header !== undefined) return read(FAULT_HEADER, AnswerFault, header);
    return { ok: true, value: this.#queue.nextForAnswer() };
  }

  /** The fault for a new HTTP/2 connection. */
  forConnection(): ConnectionFault | undefined {
    return this.#queue.nextForConnection();
  }

  /** `GET /faults`: what still waits. */
  list(exchange: Exchange): void {
    exchange.respond(200, JSON_TYPE, JSON.stringify(this.#queue.plan()));
  }

  /** `POST /faults`: adds a plan; 204, or 400 with a line that says what was wrong. */
  add(exchange: Exchange): void {
    let text = "";
    exchange.body.setEncoding("utf8");
    exchange.body.on("data", (piece: string) => {
      if (text.length <= MAX_PLAN_CHARACTERS) text += piece;
    });
    exchange.body.on("end", () => {
      if (text.length > MAX_PLAN_CHARACTERS) return refuseFault(exchange, PLAN_TOO_LONG);
      const plan = read("the fault plan", FaultPlan, text);
      if (!plan.ok) return refuseFault(exchange, plan.problem);
      this.#queue.add(plan.value);
      exchange.respond(204, {}, "");
    });
  }

  /** `DELETE /faults`: forgets what waits. */
  clear(exchange: Exchange): void {
    this.#queue.clear();
    exchange.respond(204, {}, "");
  }
}

/** Answers 400 with `problem`. */
export function refuseFault(exchange: Exchange, problem: string): void {
  exchange.respond(400, TEXT_TYPE, `${problem}\n`);
}

function read<T>(name: string, schema: v.GenericSchema<unknown, T>, text: string): Reading<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: `Cannot parse ${name}: expected JSON, got ${excerpt(text)}` };
  }
  const result = v.safeParse(schema, value);
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  const at = v.getDotPath(issue);
  const where = at === null ? "" : ` at ${at}`;
  return {
    ok: false,
    problem: `Cannot parse ${name}: expected ${issue.expected}${where}, got ${issue.received}`,
  };
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
