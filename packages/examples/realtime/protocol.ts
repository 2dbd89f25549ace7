import { Buffer } from "node:buffer";
import type { Session, SessionMessages } from "@stt-bench/core";
import { CloseCode } from "@stt-bench/protocol";
import * as v from "valibot";

/** 40 ms of mono s16le PCM at 24 kHz. */
export const FRAME_BYTES = 1920;

/** More than a second of audio in base64. */
export const MAX_MESSAGE_BYTES = 128 * 1024;

/** What the model says of a batch. */
export interface Answer {
  readonly text: string;
}

const audio = v.pipe(v.string(), v.base64());

/** What a client says: the events of OpenAI's Realtime API for transcription, as far as we know them. */
const ClientEvent = v.variant("type", [
  v.looseObject({ type: v.literal("session.update") }),
  v.looseObject({ type: v.literal("input_audio_buffer.append"), audio }),
  v.looseObject({ type: v.literal("input_audio_buffer.commit") }),
]);

const parseClientEvent = v.safeParser(v.pipe(v.string(), v.parseJson(), ClientEvent));

/** An event of the server, as text. */
export function serverEvent(type: string, fields: object): string {
  return JSON.stringify({ type, event_id: `event_${crypto.randomUUID()}`, ...fields });
}

function transcription(
  outcome: "completed" | "failed",
  firstFrame: number,
  fields: object,
): string {
  const type = `conversation.item.input_audio_transcription.${outcome}`;
  return serverEvent(type, { item_id: `item_${firstFrame}`, content_index: 0, ...fields });
}

function failed(firstFrame: number, code: string, message: string): string {
  return transcription("failed", firstFrame, { error: { type: "server_error", code, message } });
}

/** What becomes of the audio: each batch is an item, which the server has committed by itself. */
export const messages: SessionMessages<Answer> = {
  partial: (batch, { text }) =>
    transcription("completed", batch.oldestFrameSeq, { transcript: text }),
  failure: (batch, { kind, message }) => failed(batch.oldestFrameSeq, kind, message),
  overflow: ({ oldestFrameSeq, newestFrameSeq }) => {
    const frames = newestFrameSeq - oldestFrameSeq + 1;
    return failed(oldestFrameSeq, "overflow", `dropped ${frames} frames: the buffer was full`);
  },
};

/** Reads the events of one client, and cuts its audio, which comes in any length, into frames. */
export function createReader(): (session: Session, message: string | Uint8Array) => void {
  let rest: Uint8Array = new Uint8Array(0);
  return (session, message) => {
    const { success, output: event } = parseClientEvent(message);
    if (!success) {
      session.close(CloseCode.protocolError, "expected a client event in JSON", "bad_frame");
    } else if (event.type === "input_audio_buffer.append") {
      take(session, Buffer.from(event.audio, "base64"));
    } else if (event.type === "input_audio_buffer.commit" && rest.length > 0) {
      take(session, new Uint8Array(FRAME_BYTES - rest.length)); // silence makes the last frame whole
    }
  };

  function take(session: Session, more: Uint8Array): void {
    let bytes = Buffer.concat([rest, more]);
    for (; bytes.length >= FRAME_BYTES; bytes = bytes.subarray(FRAME_BYTES)) {
      session.receiveFrame(bytes.subarray(0, FRAME_BYTES));
    }
    rest = bytes;
  }
}
