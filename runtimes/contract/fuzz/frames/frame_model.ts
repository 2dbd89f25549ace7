import { Buffer } from "node:buffer";
import { isSendable, Opcode } from "@stt-bench/conformance";
import { CloseCode, FRAME_BYTES, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import type { Allowances } from "../allowances.ts";
import { isStrictStart } from "../starts/is_strict_start.ts";
import { readFrameHeader } from "./frame_header.ts";
import type { FrameHeader } from "./frame_header.ts";
import { couldBecomeText, isText, withoutCutCharacter } from "./utf8.ts";

/** How a connection may stand once bytes were read. */
export interface Ending {
  /** The Close codes that end it, any of which will do (null: a Close without one); none: it is open. */
  readonly codes: readonly (number | null)[];
  /** Payloads of the pongs that may have come before, as Latin-1; the first ones must have. */
  readonly pongs: readonly string[];
  readonly duePongs: number;
  /** Frames of audio that were accepted before. */
  readonly frames: number;
  /** Does RFC 6455 end it, which a runtime's WebSocket does without asking us? */
  readonly isForbidden: boolean;
  /** Do more bytes follow the one that ends it? */
  readonly hasRest: boolean;
}

/** What must come of the bytes of a client. */
export interface Prediction {
  /** Each accepted frame of audio. */
  readonly audio: readonly Buffer[];
  readonly last: Ending;
  /** Where a server may end it already: RFC 6455 lets it see some things early or late. */
  readonly early: readonly Ending[];
  /** Do the bytes end within a frame? Then what is sent next belongs to it. */
  readonly isInside: boolean;
}

/** RFC 6455 §5.5. */
const MAX_CONTROL_BYTES = 125;

/** RFC 6455 §5.2: the top bit is 0. */
const MAX_LENGTH = (1n << 63n) - 1n;

/**
 * The wire protocol, read naively from all the bytes that a client sends after its handshake. It
 * stays apart from the gateways' code, so that no mistake can hide on both sides.
 */
export class FrameModel {
  readonly #bytes: Buffer;
  readonly #allowances: Allowances;
  readonly #audio: Buffer[] = [];
  readonly #pongs: string[] = [];
  readonly #early: Ending[] = [];
  #at = 0;
  #hasStarted = false;
  /** The message that has begun. */
  #opcode: number | undefined;
  #message: Buffer = Buffer.alloc(0);
  /** How we have closed, where the variant reads on before it hears of that. */
  #closing: Ending | undefined;

  private constructor(bytes: Buffer, allowances: Allowances) {
    this.#bytes = bytes;
    this.#allowances = allowances;
  }

  /** Predicts what comes of `bytes` at a variant with `allowances`. */
  static predict(bytes: Buffer, allowances: Allowances): Prediction {
    return new FrameModel(bytes, allowances).#read();
  }

  #read(): Prediction {
    while (this.#at < this.#bytes.length) {
      const header = readFrameHeader(this.#bytes, this.#at);
      if (header === undefined) return this.#finish(true);
      const forbidden = this.#allowances.judgesWholeFrames
        ? this.#forbiddenByHead(header)
        : [...this.#forbiddenByHead(header), ...this.#forbiddenByMessage(header)];
      if (isLongForm(header)) this.#endEarly([CloseCode.protocolError]);
      const { payloadAt, length } = header;
      if (payloadAt === undefined) {
        this.#endEarly(forbidden);
        return this.#finish(true);
      }
      if (forbidden.length > 0) return this.#end(forbidden, true);
      const end = payloadAt + Number(length);
      const payload = unmask(this.#bytes.subarray(payloadAt, end), header.mask);
      if (end > this.#bytes.length) {
        this.#foreseeBadText(header, payload);
        this.#endEarly(this.#forbiddenByMessage(header));
        return this.#finish(true);
      }
      this.#at = end;
      const ending = isControl(header)
        ? this.#control(header, payload)
        : this.#data(header, payload);
      if (ending !== undefined) return ending;
    }
    return this.#finish(false);
  }

  /** Close codes for what the head of a frame breaks by itself; none when it is right. */
  #forbiddenByHead(header: FrameHeader): number[] {
    const { opcode, isFinal, isMasked, reserved, length = 0n } = header;
    const { takesUnmasked, limitsPingsOnly, maxFrameBytes = MAX_LENGTH } = this.#allowances;
    const isRight = reserved === 0 && (isMasked || takesUnmasked) && length <= maxFrameBytes &&
      (isControl(header)
        ? opcode <= Opcode.pong && isFinal &&
          (length <= MAX_CONTROL_BYTES || opcode !== Opcode.ping && limitsPingsOnly)
        : opcode <= Opcode.binary);
    return isRight ? [] : [CloseCode.protocolError];
  }

  /** Close codes for what a data frame breaks where it comes. */
  #forbiddenByMessage(header: FrameHeader): number[] {
    if (isControl(header)) return [];
    const codes: number[] = this.#fits(header) ? [] : [CloseCode.protocolError];
    const bytes = BigInt(this.#message.length) + (header.length ?? 0n);
    return bytes > BigInt(MAX_MESSAGE_BYTES) ? [...codes, CloseCode.messageTooBig] : codes;
  }

  /** Does a data frame begin a message where none has begun, or continue one that has? */
  #fits({ opcode, isFinal }: FrameHeader): boolean {
    const hasBegun = this.#opcode !== undefined;
    return hasBegun === (opcode === Opcode.continuation) ||
      hasBegun && !isFinal && this.#allowances.judgesWholeFrames === true;
  }

  #control({ opcode }: FrameHeader, payload: Buffer): Prediction | undefined {
    if (opcode === Opcode.ping) this.#pongs.push(payload.toString("latin1"));
    if (opcode !== Opcode.close) return undefined;
    if (payload.length === 0) return this.#end([null, CloseCode.normal], false);
    const code = payload.length === 1 ? 0 : payload.readUInt16BE();
    const isRefused = payload.length > MAX_CONTROL_BYTES ||
      this.#allowances.refusedCodes?.includes(code);
    if (!isSendable(code) || isRefused) return this.#end([CloseCode.protocolError], true);
    return isText(payload.subarray(2))
      ? this.#end([code], false)
      : this.#end([CloseCode.invalidPayload], true);
  }

  #data(header: FrameHeader, payload: Buffer): Prediction | undefined {
    if (!this.#fits(header)) return this.#end([CloseCode.protocolError], true);
    if (header.opcode !== Opcode.continuation) {
      this.#opcode = header.opcode;
      this.#message = Buffer.alloc(0);
    }
    this.#foreseeBadText(header, payload);
    this.#message = Buffer.concat([this.#message, payload]);
    if (!header.isFinal) return undefined;
    const opcode = this.#opcode!;
    const isInFragments = header.opcode === Opcode.continuation;
    const message = opcode === Opcode.text && isInFragments && this.#allowances.dropsCutCharacter
      ? withoutCutCharacter(this.#message)
      : this.#message;
    this.#opcode = undefined;
    this.#message = Buffer.alloc(0);
    if (opcode === Opcode.text && !isText(message)) {
      return this.#end([CloseCode.invalidPayload], true);
    }
    const code = message.length > MAX_MESSAGE_BYTES
      ? CloseCode.messageTooBig
      : this.#deliver(opcode, message);
    if (code === undefined || this.#closing !== undefined) return undefined;
    if (!this.#allowances.answersAhead) return this.#end([code], false);
    this.#closing = this.#ending([code]);
    return undefined;
  }

  /** The code that a whole message is closed with; undefined when it may come. */
  #deliver(opcode: number, message: Buffer): number | undefined {
    if (this.#closing !== undefined) return undefined;
    if (!this.#hasStarted) {
      this.#hasStarted = opcode === Opcode.text && isStrictStart(message.toString());
      return this.#hasStarted ? undefined : CloseCode.protocolError;
    }
    if (opcode === Opcode.text) return CloseCode.protocolError;
    if (message.length !== FRAME_BYTES) return CloseCode.unsupportedData;
    this.#audio.push(message);
    return undefined;
  }

  /** Text that cannot become UTF-8 any more may be refused before its message is whole. */
  #foreseeBadText(header: FrameHeader, payload: Buffer): void {
    const opcode = header.opcode === Opcode.continuation ? this.#opcode : header.opcode;
    if (opcode !== Opcode.text || couldBecomeText(Buffer.concat([this.#message, payload]))) return;
    this.#endEarly([CloseCode.invalidPayload]);
  }

  #endEarly(codes: readonly number[]): void {
    if (codes.length > 0) this.#early.push(this.#ending(codes, true, true));
  }

  #end(codes: Ending["codes"], isForbidden: boolean): Prediction {
    return this.#predict(this.#ending(codes, isForbidden), false);
  }

  #finish(isInside: boolean): Prediction {
    const { codes = [] } = this.#closing ?? {};
    return this.#predict(this.#ending(codes), isInside);
  }

  #predict(last: Ending, isInside: boolean): Prediction {
    const early = this.#closing === undefined
      ? this.#early
      : [...this.#early, { ...this.#closing, pongs: this.#pongs }];
    return { audio: this.#audio, last, early, isInside };
  }

  #ending(
    codes: Ending["codes"],
    isForbidden = false,
    hasRest = this.#at < this.#bytes.length,
  ): Ending {
    const duePongs = this.#closing?.duePongs ?? this.#pongs.length;
    const frames = this.#audio.length;
    return { codes, pongs: [...this.#pongs], duePongs, frames, isForbidden, hasRest };
  }
}

function isControl({ opcode }: FrameHeader): boolean {
  return opcode >= Opcode.close;
}

/**
 * Is the length written in more bits than it needs, or might it be? RFC 6455 §5.2 forbids that, and
 * hardly a server looks.
 */
function isLongForm({ shortLength, length = 0n }: FrameHeader): boolean {
  return shortLength === 126 && length < 126n || shortLength === 127 && length < 65_536n;
}

function unmask(payload: Buffer, mask: Buffer | undefined): Buffer {
  const plain = Buffer.from(payload);
  if (mask !== undefined) { for (let i = 0; i < plain.length; i++) plain[i]! ^= mask[i % 4]!; }
  return plain;
}
