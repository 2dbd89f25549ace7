/** What a field counts for besides its name and value, in bytes: RFC 7541 §4.1. */
const OVERHEAD_BYTES = 32;

/** Field names are lower case (RFC 9113 §8.2.1) tokens (RFC 9110 §5.6.2), or pseudo-header fields. */
const NAME = /^:?[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** What RFC 9113 §8.2.1 forbids: NUL, CR and LF anywhere, white space at either end. */
const BAD_VALUE = /[\0\r\n]|^[ \t]|[ \t]$/;

/**
 * One field of a header block. Names and values are bytes on the wire, and one character a byte here.
 *
 * A field is checked once when it is made; those that the tables hold are handed out again and again.
 */
export class HeaderField {
  readonly name: string;
  readonly value: string;
  /** What it takes of a table or a header list, RFC 7541 §4.1 and RFC 9113 §6.5.2. */
  readonly byteLength: number;
  /** Does it have a legal name and value (RFC 9113 §8.2.1)? */
  readonly isWellFormed: boolean;

  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
    this.byteLength = name.length + value.length + OVERHEAD_BYTES;
    this.isWellFormed = NAME.test(name) && !BAD_VALUE.test(value);
  }
}
