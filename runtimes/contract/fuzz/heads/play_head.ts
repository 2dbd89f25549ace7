import { Buffer } from "node:buffer";
import { demand, demandEqual, PATIENCE_MS, WebSocketClient } from "@stt-bench/conformance";
import type { Gateway, HttpExchange } from "@stt-bench/conformance";
import type { Allowances } from "../allowances.ts";
import { FrameModel } from "../frames/frame_model.ts";
import { frameOf, noiseOf } from "../frames/frame_spec.ts";
import { Observation } from "../frames/observation.ts";
import { sendInPieces } from "../pieces.ts";
import type { HeadScript } from "./head_script.ts";
import { mayUpgrade } from "./may_upgrade.ts";

/** The end of a head: whoever reads on has no reason to. */
const HEAD_END = /\r\n\r\n/;

/** What a server may say of its own failure; the rest of 5xx means that something broke. */
const NOT_SUPPORTED = [501, 505];

/** What a client sends behind its handshake without waiting for the answer. */
const session = Buffer.concat([
  frameOf({ opcode: 1, payload: { text: '{"type":"start"}' }, mask: 1 }),
  frameOf({ opcode: 2, payload: { audio: 1 }, mask: 2 }),
]);

/**
 * Opens a connection through `door`, says what `script` says in place of a handshake, and demands
 * an answer or an end, and an upgrade where there must be one, but nowhere else.
 *
 * @throws {Violation}
 */
export async function playHead(
  door: Gateway,
  script: HeadScript,
  allowances: Allowances,
): Promise<void> {
  const { text, tail, isRight, cuts } = script;
  const bytes = Buffer.concat([
    Buffer.from(text, "latin1"),
    isRight ? session : noiseOf(tail),
  ]);
  const exchange = await door.say("");
  await sendInPieces((piece) => exchange.stream.send(piece), bytes, cuts);
  const isWhole = HEAD_END.test(text.replace(/^(\r?\n)+/, ""));
  const head = isWhole ? await exchange.headOrEnd(PATIENCE_MS) : undefined;
  if (isRight) {
    demandEqual("Status of a handshake", head?.status, 101);
    return await demandService(exchange, allowances);
  }
  if (head?.status === 101) demand(mayUpgrade(text, allowances), "Expected no upgrade, got 101");
  else if (head !== undefined) checkStatus(head.status);
  exchange.stream.end();
  await exchange.end(PATIENCE_MS);
}

function checkStatus(status: number): void {
  const isPossible = status < 500 || NOT_SUPPORTED.includes(status);
  demand(isPossible, `Status: expected none of a failure, got ${status}`);
}

async function demandService(exchange: HttpExchange, allowances: Allowances): Promise<void> {
  const head = await exchange.head(PATIENCE_MS);
  const client = new WebSocketClient(exchange.stream, head, exchange.rest);
  const prediction = FrameModel.predict(session, allowances);
  const seen = new Observation(client, prediction, allowances);
  await seen.until(() => seen.acknowledged === 1, () => "a partial for the first frame");
  demandEqual("End of the connection", seen.end?.type, undefined);
}
