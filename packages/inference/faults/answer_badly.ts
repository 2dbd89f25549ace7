import { Buffer } from "node:buffer";
import type { InferenceAnswer } from "@stt-bench/protocol";
import { JSON_TYPE } from "../content_type.ts";
import type { Exchange } from "../exchange.ts";
import type { AnswerFault } from "./fault.ts";

/** Sends `answer` in the way of `fault`. */
export function answerBadly(exchange: Exchange, answer: InferenceAnswer, fault: AnswerFault): void {
  const text = JSON.stringify(answer);
  switch (fault.kind) {
    case "status":
      return respondStatus(exchange, fault.status, fault.retry_after);
    case "body":
      return exchange.respond(200, JSON_TYPE, badBodies[fault.body](answer));
    case "bytes":
      return exchange.respond(200, JSON_TYPE, Buffer.from(fault.base64, "base64"));
    case "stall":
      return later(exchange, fault.ms, () => exchange.respond(200, JSON_TYPE, text));
    case "drip":
      return drip(exchange, text, fault.interval_ms);
    case "reset":
      return fault.during === "headers"
        ? exchange.saboteur.resetInHeaders()
        : resetInBody(exchange, text);
    case "rst-stream":
      return orRefuse(exchange, exchange.saboteur.resetStream(fault.code));
    case "goaway":
      return goAway(exchange, text, fault.connection);
  }
}

type BadBody = Extract<AnswerFault, { kind: "body" }>["body"];

const badBodies: Record<BadBody, (answer: InferenceAnswer) => string> = {
  "malformed": () => "{rms:",
  "truncated": (answer) => JSON.stringify(answer).slice(0, -20),
  "extra-field": (answer) => JSON.stringify({ ...answer, confidence: 0.9 }),
  "missing-field": ({ transcript: _, ...rest }) => JSON.stringify(rest),
  "wrong-type": (answer) => JSON.stringify({ ...answer, checksum: String(answer.checksum) }),
  "not-finite": (answer) => JSON.stringify({ ...answer, rms: 0 }).replace('"rms":0', '"rms":NaN'),
  "huge": (answer) => JSON.stringify({ ...answer, transcript: "a".repeat(100_000) }),
};

function respondStatus(
  exchange: Exchange,
  status: number,
  retryAfter: number | string | undefined,
): void {
  exchange.respond(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }, "");
}

/** A reset makes the client's kernel forget what the client has not read; so it gets time to. */
const RESET_DELAY_MS = 50;

function resetInBody(exchange: Exchange, text: string): void {
  const { saboteur } = exchange;
  saboteur.writeHead(200, { ...JSON_TYPE, "content-length": text.length });
  saboteur.write(text.slice(0, text.length / 2), () => {
    later(exchange, RESET_DELAY_MS, () => saboteur.resetConnection());
  });
}

function goAway(exchange: Exchange, text: string, connection: "keep" | "close"): void {
  const isPossible = exchange.saboteur.goAway(connection === "keep");
  if (isPossible && connection === "keep") exchange.respond(200, JSON_TYPE, text);
  else orRefuse(exchange, isPossible);
}

function drip(exchange: Exchange, text: string, intervalMs: number): void {
  const { saboteur } = exchange;
  saboteur.writeHead(200, { ...JSON_TYPE, "content-length": text.length });
  let sent = 0;
  const timer = setInterval(() => {
    saboteur.write(text.charAt(sent++), () => {});
    if (sent < text.length) return;
    clearInterval(timer);
    saboteur.end();
  }, intervalMs);
  exchange.onClosed(() => clearInterval(timer));
}

function later(exchange: Exchange, ms: number, run: () => void): void {
  const timer = setTimeout(run, ms);
  exchange.onClosed(() => clearTimeout(timer));
}

function orRefuse(exchange: Exchange, isPossible: boolean): void {
  if (!isPossible) {
    exchange.respond(400, {}, "Cannot inject this fault: expected HTTP/2, got HTTP/1.1");
  }
}
