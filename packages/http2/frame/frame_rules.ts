import type { ConnectionError } from "../connection_error.ts";
import { ErrorCode } from "../error_code.ts";
import { FrameType, MAX_FRAME_BYTES } from "./frame.ts";

/** Where a type of frame belongs, and how long its payload may be. */
interface FrameRule {
  readonly on: "stream" | "connection" | "either";
  readonly minBytes: number;
  readonly maxBytes: number;
}

const anyLength = { minBytes: 0, maxBytes: MAX_FRAME_BYTES };
const exactly = (bytes: number) => ({ minBytes: bytes, maxBytes: bytes });

/** RFC 9113 §6, by type. Types that aren't listed are to be ignored: §4.1. */
const rules: Readonly<Record<number, FrameRule>> = {
  [FrameType.DATA]: { on: "stream", ...anyLength },
  [FrameType.HEADERS]: { on: "stream", ...anyLength },
  [FrameType.PRIORITY]: { on: "stream", ...exactly(5) },
  [FrameType.RST_STREAM]: { on: "stream", ...exactly(4) },
  [FrameType.SETTINGS]: { on: "connection", ...anyLength },
  [FrameType.PUSH_PROMISE]: { on: "stream", ...anyLength },
  [FrameType.PING]: { on: "connection", ...exactly(8) },
  [FrameType.GOAWAY]: { on: "connection", minBytes: 8, maxBytes: MAX_FRAME_BYTES },
  [FrameType.WINDOW_UPDATE]: { on: "either", ...exactly(4) },
  [FrameType.CONTINUATION]: { on: "stream", ...anyLength },
};

const typeNames = Object.keys(FrameType);

/** The name of a type of frame, for messages. */
export function frameTypeName(type: number): string {
  return typeNames[type] ?? `a frame of type ${type}`;
}

/** What is wrong with a frame by its header alone. */
export function checkFrame(
  type: number,
  streamId: number,
  payloadBytes: number,
): ConnectionError | undefined {
  const rule = rules[type];
  if (rule === undefined) return undefined;
  if (rule.on === "stream" && streamId === 0 || rule.on === "connection" && streamId !== 0) {
    const message = `expected ${frameTypeName(type)} on the ${rule.on}, got stream ${streamId}`;
    return { code: ErrorCode.PROTOCOL_ERROR, message };
  }
  if (payloadBytes < rule.minBytes || payloadBytes > rule.maxBytes) {
    const message = `expected ${frameTypeName(type)} of ${rule.minBytes}–${rule.maxBytes} bytes, ` +
      `got ${payloadBytes}`;
    return { code: ErrorCode.FRAME_SIZE_ERROR, message };
  }
  return undefined;
}
