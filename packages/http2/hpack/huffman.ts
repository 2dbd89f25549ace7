/**
 * Huffman decoding (RFC 7541 §5.2) by a state machine that takes four bits at a time.
 *
 * A state is an inner node of the code's tree; the start is the root. Four bits lead to another node
 * and pass at most one leaf, since no code is shorter than five bits. So a step is one look-up:
 *
 * | field of a step | meaning                                                             |
 * | --------------- | ------------------------------------------------------------------- |
 * | next state      | the node after four bits; `FAILED` when they lead to EOS            |
 * | symbol          | the byte whose leaf was passed, or `NONE`                           |
 *
 * A text may end in the root or after up to seven bits of ones, the start of EOS: the `isEnd` states.
 *
 * @module
 */
import { huffmanLengths } from "./huffman_lengths.ts";

const EOS = 256;
const NONE = 511;
const SYMBOL_BITS = 9;
const FAILED = 0xffff;

/** Children of an inner node: the number of another inner node, or a {@linkcode leaf}. */
type Node = [number, number];

/** A leaf is below 0, for 0 means that there is no child yet: the root is nobody's child. */
const leaf = (symbol: number): number => -1 - symbol;
const symbolOf = (leaf: number): number => -1 - leaf;

const nodes = buildTree();
const steps = buildSteps();
const isEnd = findEnds();

/**
 * Decodes `bytes` from `start` to `end` into `target`, which must have room for 8/5 of them. Returns
 * how many bytes came out; -1 when the input has EOS in it or does not end as it must.
 */
export function decodeHuffman(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let state = 0;
  let length = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    for (let shift = 4; shift >= 0; shift -= 4) {
      const step = steps[state * 16 + (byte >> shift & 15)]!;
      state = step >>> SYMBOL_BITS;
      if (state === FAILED) return -1;
      const symbol = step & NONE;
      if (symbol !== NONE) target[length++] = symbol;
    }
  }
  return isEnd[state] === 1 ? length : -1;
}

/** Symbols in the order of their codes: by length, then by value. */
function canonicalOrder(): number[] {
  return huffmanLengths.map((_, symbol) => symbol)
    .sort((a, b) => huffmanLengths[a]! - huffmanLengths[b]! || a - b);
}

function buildTree(): Node[] {
  const nodes: Node[] = [[0, 0]];
  let code = 0;
  let codeBits = 0;
  for (const symbol of canonicalOrder()) {
    const bits = huffmanLengths[symbol]!;
    code *= 2 ** (bits - codeBits);
    codeBits = bits;
    let node = nodes[0]!;
    for (let bit = bits - 1; bit > 0; bit--) {
      const side = code >>> bit & 1;
      if (node[side] === 0) node[side] = nodes.push([0, 0]) - 1;
      node = nodes[node[side]!]!;
    }
    node[code & 1] = leaf(symbol);
    code++;
  }
  return nodes;
}

function buildSteps(): Uint32Array {
  const steps = new Uint32Array(nodes.length * 16);
  for (let state = 0; state < nodes.length; state++) {
    for (let nibble = 0; nibble < 16; nibble++) {
      let symbol = NONE;
      let at = state;
      for (let bit = 3; bit >= 0 && at !== FAILED; bit--) {
        const child = nodes[at]![nibble >> bit & 1]!;
        if (child >= 0) at = child;
        else if (symbolOf(child) === EOS) at = FAILED;
        else [symbol, at] = [symbolOf(child), 0];
      }
      steps[state * 16 + nibble] = at << SYMBOL_BITS | symbol;
    }
  }
  return steps;
}

/** The root, and the nodes on the way to EOS that padding may reach: at most seven bits of ones. */
function findEnds(): Uint8Array {
  const ends = new Uint8Array(nodes.length);
  let node = 0;
  for (let bits = 0; bits <= 7; bits++) {
    ends[node] = 1;
    node = nodes[node]![1];
  }
  return ends;
}
