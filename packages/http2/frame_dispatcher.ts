import type { ConnectionError } from "./connection_error.ts";
import type { ControlFrames } from "./control_frames.ts";
import { ErrorCode } from "./error_code.ts";
import type { FloodGuard } from "./flood_guard.ts";
import { FrameFlag, FrameType } from "./frame/frame.ts";
import type { FrameSink } from "./frame/frame_reader.ts";
import { checkFrame, frameTypeName } from "./frame/frame_rules.ts";
import { type ResponseReceiver, tooMany } from "./response/response_receiver.ts";
import type { Streams } from "./streams.ts";

/** What a {@linkcode FrameDispatcher} works with. */
export interface FrameDispatcherOptions {
  readonly streams: Streams;
  readonly guard: FloodGuard;
  readonly responses: ResponseReceiver;
  readonly control: ControlFrames;
}

/** Types whose stream must not be idle: RFC 9113 §5.1. */
const OF_OPENED_STREAMS: readonly number[] = [
  FrameType.DATA,
  FrameType.HEADERS,
  FrameType.RST_STREAM,
  FrameType.WINDOW_UPDATE,
];

/** Sees that a frame may come now, and hands it on. */
export class FrameDispatcher implements FrameSink {
  readonly #options: FrameDispatcherOptions;
  #isGreeted = false;

  constructor(options: FrameDispatcherOptions) {
    this.#options = options;
  }

  takeFrame(
    type: number,
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const problem = this.#orderProblem(type, flags, streamId);
    if (problem !== undefined) return { code: ErrorCode.PROTOCOL_ERROR, message: problem };
    const error = checkFrame(type, streamId, end - start);
    if (error !== undefined) return error;
    const { responses } = this.#options;
    switch (type) {
      case FrameType.DATA:
        return responses.takeData(flags, streamId, bytes, start, end);
      case FrameType.HEADERS:
        return responses.takeHeaders(flags, streamId, bytes, start, end);
      case FrameType.CONTINUATION:
        return responses.takeContinuation(flags, streamId, bytes, start, end);
      case FrameType.RST_STREAM:
        return responses.takeReset(streamId, bytes, start);
      default:
        return this.#takeControlFrame(type, flags, streamId, bytes, start, end);
    }
  }

  /** Types that are not known, and PRIORITY, mean nothing; but they cost something. */
  #takeControlFrame(
    type: number,
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const { control, guard } = this.#options;
    if (!guard.spend()) return tooMany(frameTypeName(type));
    switch (type) {
      case FrameType.WINDOW_UPDATE:
        return control.takeWindowUpdate(streamId, bytes, start);
      case FrameType.SETTINGS:
        return control.takeSettings(flags, bytes, start, end);
      case FrameType.PING:
        return void control.takePing(flags, bytes, start, end);
      case FrameType.GOAWAY:
        return void control.takeGoAway(bytes, start, end);
      default:
        return undefined;
    }
  }

  #orderProblem(type: number, flags: number, streamId: number): string | undefined {
    const { responses, streams } = this.#options;
    if (!this.#isGreeted) {
      this.#isGreeted = type === FrameType.SETTINGS && (flags & FrameFlag.ACK) === 0;
      if (!this.#isGreeted) return `expected SETTINGS first, got ${frameTypeName(type)}`;
    }
    const openId = responses.openBlockStreamId;
    if (openId !== 0 && (type !== FrameType.CONTINUATION || streamId !== openId)) {
      const got = `${frameTypeName(type)} of stream ${streamId}`;
      return `expected CONTINUATION of stream ${openId}, got ${got}`;
    }
    if (openId === 0 && type === FrameType.CONTINUATION) return "expected no CONTINUATION, got one";
    if (type === FrameType.PUSH_PROMISE) return "expected no PUSH_PROMISE, got one";
    if (streamId !== 0 && OF_OPENED_STREAMS.includes(type) && streams.isIdle(streamId)) {
      return `expected ${frameTypeName(type)} of an open stream, got idle stream ${streamId}`;
    }
    return undefined;
  }
}
