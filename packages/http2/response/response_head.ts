import type { HeaderField } from "../hpack/header_field.ts";
import type { HeaderSink } from "../hpack/hpack_decoder.ts";

const STATUS = /^[1-9]\d\d$/;
const LENGTH = /^\d{1,15}$/;

/** Fields of HTTP/1.1 that make a message of HTTP/2 malformed: RFC 9113 §8.2.2. */
const CONNECTION_FIELDS = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/**
 * What we want of the fields of a response or of its trailers: RFC 9113 §8.3.2. One object takes one
 * block after another.
 */
export class ResponseHead implements HeaderSink {
  readonly #maxBytes: number;
  #byteLength = 0;
  #isPastPseudoFields = false;
  #status = 0;
  #contentLength = -1;
  #retryAfter: string | undefined;
  #problem: string | undefined;

  /** More than `maxBytes` of fields, as RFC 9113 §6.5.2 counts them, are a problem. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** `:status`; 0 in trailers. */
  get status(): number {
    return this.#status;
  }

  /** `content-length`; -1 when there is none. */
  get contentLength(): number {
    return this.#contentLength;
  }

  /** `retry-after`, as it is. */
  get retryAfter(): string | undefined {
    return this.#retryAfter;
  }

  /** Why the message is malformed (RFC 9113 §8.1.1). */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Makes ready for the next block. */
  clear(): void {
    this.#byteLength = 0;
    this.#isPastPseudoFields = false;
    this.#status = 0;
    this.#contentLength = -1;
    this.#retryAfter = undefined;
    this.#problem = undefined;
  }

  /** Takes the next field of the block. */
  addField(field: HeaderField): void {
    this.#byteLength += field.byteLength;
    if (this.#byteLength > this.#maxBytes) {
      this.#problem ??= `expected up to ${this.#maxBytes} bytes of header fields, got more`;
    } else if (!field.isWellFormed) {
      this.#problem ??= `expected legal header fields, got ${describe(field)}`;
    } else if (field.name.startsWith(":")) {
      this.#addPseudoField(field);
    } else {
      this.#isPastPseudoFields = true;
      this.#addRegularField(field);
    }
  }

  #addPseudoField(field: HeaderField): void {
    const isStatus = field.name === ":status" && STATUS.test(field.value);
    if (!isStatus || this.#status !== 0 || this.#isPastPseudoFields) {
      this.#problem ??= `expected one :status before all other fields, got ${describe(field)}`;
    } else {
      this.#status = Number(field.value);
    }
  }

  #addRegularField(field: HeaderField): void {
    if (field.name === "content-length") this.#addContentLength(field);
    else if (field.name === "retry-after") this.#retryAfter = field.value;
    else if (CONNECTION_FIELDS.has(field.name)) {
      this.#problem ??= `expected no field of HTTP/1.1, got ${describe(field)}`;
    }
  }

  #addContentLength(field: HeaderField): void {
    const length = LENGTH.test(field.value) ? Number(field.value) : -1;
    if (length < 0 || (this.#contentLength >= 0 && this.#contentLength !== length)) {
      this.#problem ??= `expected one content-length, got ${describe(field)}`;
    }
    this.#contentLength = length;
  }
}

/** A field for a message: on one line, and not long. */
function describe({ name, value }: HeaderField): string {
  return JSON.stringify(`${name}: ${value}`.slice(0, 100));
}
