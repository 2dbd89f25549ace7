import { binary, close, failed, ping, sentPong, text } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const RESERVED_OPCODES = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];

/** Groups 3 and 4: reserved bits and opcodes. What came before is delivered, what follows isn't. */
export const reserved: readonly AutobahnCase[] = [
  {
    id: "3.1",
    does: "refuses RSV3 on a text",
    frames: [text("Hello", { reserved: 1 })],
    expected: failed(1002),
  },
  {
    id: "3.2",
    does: "refuses RSV2 on a second text",
    frames: [text("Hello"), text("Hello", { reserved: 2 }), ping("")],
    expected: [["text", "Hello"], ...failed(1002)],
  },
  {
    id: "3.4",
    does: "refuses RSV2 and RSV3 after a ping",
    frames: [ping("a"), text("Hello", { reserved: 3 }), ping("b")],
    expected: [sentPong("a"), ...failed(1002)],
  },
  {
    id: "3.5",
    does: "refuses RSV1 (a compressed message) on a binary message",
    frames: [binary("Hello", { reserved: 4 })],
    expected: failed(1002),
  },
  {
    id: "3.6",
    does: "refuses RSV1 and RSV2 on a ping",
    frames: [ping("Hello", { reserved: 6 })],
    expected: failed(1002),
  },
  {
    id: "3.7",
    does: "refuses all reserved bits on a Close",
    frames: [{ ...close(1000), reserved: 7 }],
    expected: failed(1002),
  },
  ...RESERVED_OPCODES.flatMap((opcode): AutobahnCase[] => [
    {
      id: `4.${opcode < 8 ? 1 : 2}, ${opcode}`,
      does: `refuses opcode ${opcode}`,
      frames: [{ opcode }],
      expected: failed(1002),
    },
    {
      id: `4.${opcode < 8 ? 1 : 2}, ${opcode} with payload`,
      does: `refuses opcode ${opcode} with a payload after a text`,
      frames: [text("Hello"), { opcode, payload: "reserved" }, ping("")],
      expected: [["text", "Hello"], ...failed(1002)],
    },
  ]),
];
