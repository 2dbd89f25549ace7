/**
 * Hot path: a block whose fields are all in the tables is decoded without an allocation.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { DynamicTable } from "./dynamic_table.ts";
import { HeaderField } from "./header_field.ts";
import { decodeHuffman } from "./huffman.ts";
import { staticTable } from "./static_table.ts";

/** Takes the fields of a block, in order. */
export interface HeaderSink {
  addField(field: HeaderField): void;
}

/** What a peer may use unless SETTINGS say otherwise: RFC 9113 §6.5.2. */
const DEFAULT_TABLE_BYTES = 4096;

/** Continuation bytes of an integer: 28 bits are more than any length or index that we accept. */
const MAX_INTEGER_SHIFT = 21;

const NOTHING = new Uint8Array(0);

/**
 * Decodes the header blocks of one connection, in the order in which they come: RFC 7541.
 *
 * Blocks are bounded by the caller; a text is never longer than 8/5 of its block.
 */
export class HpackDecoder {
  readonly #limitBytes: number;
  readonly #table: DynamicTable;
  /** Where texts are put together, before they become strings. */
  #scratch = Buffer.alloc(256);
  #bytes: Uint8Array = NOTHING;
  #at = 0;
  #end = 0;
  #problem: string | undefined;

  constructor({ limitBytes = DEFAULT_TABLE_BYTES }: { limitBytes?: number } = {}) {
    this.#limitBytes = limitBytes;
    this.#table = new DynamicTable(limitBytes);
  }

  /** The dynamic table, to be read only. */
  get table(): Pick<DynamicTable, "at" | "length" | "byteLength"> {
    return this.#table;
  }

  /**
   * Decodes the block in `bytes` from `start` to `end` and gives its fields to `sink`. Returns what
   * is wrong with it, after which the decoder is of no more use: a COMPRESSION_ERROR.
   */
  decode(bytes: Uint8Array, start: number, end: number, sink: HeaderSink): string | undefined {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    // RFC 7541 §4.2: size updates come first.
    while (this.#at < this.#end && this.#bytes[this.#at]! >> 5 === 0b001) this.#resizeTable();
    while (this.#at < this.#end) {
      const field = this.#readField();
      if (field !== undefined) sink.addField(field);
    }
    this.#bytes = NOTHING;
    return this.#problem;
  }

  /** RFC 7541 §6.1 and §6.2; undefined after a problem. */
  #readField(): HeaderField | undefined {
    const first = this.#bytes[this.#at]!;
    if (first >= 0x80) return this.#fieldAt(this.#readInteger(7));
    if (first >= 0x40) {
      const field = this.#readLiteral(6);
      if (field !== undefined) this.#table.add(field);
      return field;
    }
    if (first >= 0x20) return this.#fail("a table size update after a field");
    return this.#readLiteral(4);
  }

  #readLiteral(prefixBits: number): HeaderField | undefined {
    const index = this.#readInteger(prefixBits);
    const name = index === 0 ? this.#readText() : this.#fieldAt(index)?.name;
    const value = this.#readText();
    if (this.#problem !== undefined) return undefined;
    return new HeaderField(name!, value);
  }

  /** RFC 7541 §2.3.3: the static table, then the dynamic one. */
  #fieldAt(index: number): HeaderField | undefined {
    if (this.#problem !== undefined) return undefined;
    const field = index <= staticTable.length
      ? staticTable[index - 1]
      : this.#table.at(index - staticTable.length - 1);
    return field ?? this.#fail(`index ${index}, which is in no table`);
  }

  #resizeTable(): void {
    const maxBytes = this.#readInteger(5);
    if (maxBytes <= this.#limitBytes) this.#table.resize(maxBytes);
    else this.#fail(`a table of ${maxBytes} bytes, more than ${this.#limitBytes}`);
  }

  /** RFC 7541 §5.1; 0 after a problem. */
  #readInteger(prefixBits: number): number {
    const max = 2 ** prefixBits - 1;
    let value = this.#bytes[this.#at++]! & max;
    if (value < max) return value;
    for (let shift = 0; this.#at < this.#end; shift += 7) {
      if (shift > MAX_INTEGER_SHIFT) return this.#failInteger("an integer of more than 28 bits");
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return this.#failInteger("a block that ends in an integer");
  }

  /** RFC 7541 §5.2; empty after a problem. */
  #readText(): string {
    if (this.#at >= this.#end) return this.#failText("a block that ends before a text");
    const isHuffman = this.#bytes[this.#at]! >= 0x80;
    const length = this.#readInteger(7);
    const start = this.#at;
    if (length > this.#end - start) return this.#failText("a text that is longer than its block");
    this.#at += length;
    this.#growScratch(length * 2);
    if (!isHuffman) {
      for (let i = 0; i < length; i++) this.#scratch[i] = this.#bytes[start + i]!;
      return this.#scratch.toString("latin1", 0, length);
    }
    const decoded = decodeHuffman(this.#bytes, start, this.#at, this.#scratch);
    if (decoded < 0) return this.#failText("a text that is no Huffman code");
    return this.#scratch.toString("latin1", 0, decoded);
  }

  #growScratch(length: number): void {
    if (length > this.#scratch.length) this.#scratch = Buffer.alloc(length);
  }

  /** Notes the first problem, and ends the block. */
  #fail(problem: string): undefined {
    this.#problem ??= problem;
    this.#at = this.#end;
  }

  #failInteger(problem: string): number {
    this.#fail(problem);
    return 0;
  }

  #failText(problem: string): string {
    this.#fail(problem);
    return "";
  }
}
