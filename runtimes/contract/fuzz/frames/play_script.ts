import { Buffer } from "node:buffer";
import { CloseCode } from "@stt-bench/protocol";
import { demand, demandEqual, expectClose, Opcode, PATIENCE_MS } from "@stt-bench/conformance";
import type { Gateway, WebSocketClient } from "@stt-bench/conformance";
import type { Allowances } from "../allowances.ts";
import { sendInPieces } from "../pieces.ts";
import { FrameModel } from "./frame_model.ts";
import type { Ending, Prediction } from "./frame_model.ts";
import { bytesOf } from "./frame_script.ts";
import type { FrameScript } from "./frame_script.ts";
import { Observation } from "./observation.ts";

/** A ping behind everything else, which only a reader that is at the start of a frame understands. */
const PROBE = "is anybody there?";

/**
 * Opens a connection through `door`, says what `script` says, and demands what the model predicts.
 *
 * @throws {Violation}
 */
export async function playScript(
  door: Gateway,
  script: FrameScript,
  allowances: Allowances,
): Promise<void> {
  const bytes = bytesOf(script);
  const prediction = FrameModel.predict(bytes, allowances);
  const client = await door.connect();
  const seen = new Observation(client, prediction, allowances);
  await sendInPieces((piece) => client.sendBytes(piece), bytes, script.cuts);
  const { last, isInside } = prediction;
  if (last.codes.length > 0) {
    await seen.until(() => false, () => `Close ${last.codes.join(" or ")}`);
  } else {
    const pongs = [...last.pongs, ...(isInside ? [] : [PROBE])];
    if (!isInside) client.send({ opcode: Opcode.ping, payload: Buffer.from(PROBE) });
    await seen.until(
      () => seen.acknowledged === last.frames && seen.pongs.length >= pongs.length,
      () => `${last.frames} frames acknowledged and ${pongs.length} pongs`,
    );
    if (seen.end === undefined) {
      demandEqual("Pongs", seen.pongs.join(), pongs.join());
      return await leave(client, script, isInside);
    }
  }
  judgeEnd(seen, prediction, allowances);
}

/** Demands an end that one of the predicted endings explains. */
function judgeEnd(seen: Observation, { early, last }: Prediction, allowances: Allowances): void {
  const possible = [...early, last].filter(({ codes }) => codes.length > 0);
  const { end, pongs, acknowledged } = seen;
  demand(
    possible.some((ending) => explains(ending, seen, allowances)),
    `Expected ${possible.map(describe).join("; or ") || "an open connection"}; got ${
      JSON.stringify(end)
    } behind ${acknowledged} partials' frames and ${pongs.length} pongs`,
  );
}

function explains(
  { codes, isForbidden, hasRest, frames, pongs, duePongs }: Ending,
  seen: Observation,
  { cutsWithoutClose }: Allowances,
): boolean {
  const { end, acknowledged } = seen;
  if (acknowledged > frames) return false;
  if (!seen.pongs.every((pong, i) => pong === pongs[i])) return false;
  if (end?.type === "close") return codes.includes(end.code) && seen.pongs.length >= duePongs;
  // Bytes that nobody has read make the kernel reset the connection, which may overtake the Close.
  return end?.type === "reset" && hasRest ||
    cutsWithoutClose === true && (isForbidden || hasRest);
}

function describe({ codes, pongs, frames }: Ending): string {
  return `Close ${
    codes.map((code) => code ?? "without a code").join(" or ")
  } behind ${pongs.length} pongs and at most ${frames} frames`;
}

/** Leaves a connection that must still be open. */
async function leave(
  client: WebSocketClient,
  { leaving }: FrameScript,
  isInside: boolean,
): Promise<void> {
  if (leaving === "reset") return client.reset();
  if (leaving === "close" && !isInside) {
    client.sendClose(CloseCode.normal);
    return await expectClose(client, { code: CloseCode.normal });
  }
  client.end();
  const event = await client.poll(PATIENCE_MS);
  demand(
    event?.type === "end" || event?.type === "reset" || event?.type === "close",
    `Expected the end of the connection once the client has ended it, got ${event?.type}`,
  );
}
