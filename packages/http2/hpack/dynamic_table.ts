import type { HeaderField } from "./header_field.ts";

/**
 * The dynamic table of RFC 7541 §2.3.2: a queue of fields, bounded in bytes, newest first.
 *
 * It is a ring in an array whose length is a power of two, since a field takes at least 32 bytes and
 * so their number is bounded as well.
 */
export class DynamicTable {
  readonly #fields: (HeaderField | undefined)[];
  readonly #mask: number;
  #maxBytes: number;
  #byteLength = 0;
  #length = 0;
  #newest = 0;

  /** It never grows beyond `limitBytes`, which was agreed on with the peer. */
  constructor(limitBytes: number) {
    this.#maxBytes = limitBytes;
    const slots = 2 ** Math.ceil(Math.log2(limitBytes / 32 + 1));
    this.#fields = new Array(slots).fill(undefined);
    this.#mask = slots - 1;
  }

  /** Fields in it. */
  get length(): number {
    return this.#length;
  }

  /** Size as RFC 7541 §4.1 counts it. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** The field `index` places after the newest; undefined beyond the oldest. */
  at(index: number): HeaderField | undefined {
    if (index >= this.#length) return undefined;
    return this.#fields[(this.#newest - index) & this.#mask];
  }

  /** Adds `field`; one that is larger than the whole table empties it (RFC 7541 §4.4). */
  add(field: HeaderField): void {
    this.#evict(this.#maxBytes - field.byteLength);
    if (field.byteLength > this.#maxBytes) return;
    this.#newest = (this.#newest + 1) & this.#mask;
    this.#fields[this.#newest] = field;
    this.#byteLength += field.byteLength;
    this.#length++;
  }

  /** The peer changes how much the table may hold; not more than the limit. */
  resize(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.#evict(maxBytes);
  }

  #evict(maxBytes: number): void {
    while (this.#length > 0 && this.#byteLength > maxBytes) {
      const oldest = (this.#newest - --this.#length) & this.#mask;
      this.#byteLength -= this.#fields[oldest]!.byteLength;
      this.#fields[oldest] = undefined;
    }
  }
}
