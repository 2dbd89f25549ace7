import { fromHex } from "../encode_frame.ts";
import { close, closed, continuation, failed, ping, text } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const VALID = [
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014],
  ...[3000, 3999, 4000, 4999],
];
const INVALID = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];

const done = closed(1000);

/** Group 7: the close handshake. */
export const closing: readonly AutobahnCase[] = [
  {
    id: "7.1.1",
    does: "answers a Close after a text",
    frames: [text("Hello"), close(1000)],
    expected: [["text", "Hello"], ...done],
  },
  {
    id: "7.1.2",
    does: "ignores a second Close",
    frames: [close(1000), close(1001)],
    expected: done,
  },
  {
    id: "7.1.3",
    does: "ignores a ping after a Close",
    frames: [close(1000), ping("a")],
    expected: done,
  },
  {
    id: "7.1.4",
    does: "ignores a text after a Close",
    frames: [close(1000), text("a")],
    expected: done,
  },
  {
    id: "7.1.5",
    does: "answers a Close between fragments and ignores the rest",
    frames: [text("a", { fin: false }), close(1000), continuation("b")],
    expected: done,
  },
  {
    id: "7.1.6",
    does: "ignores a violation after a Close",
    frames: [close(1000), { opcode: 3 }],
    expected: done,
  },
  {
    id: "7.3.1",
    does: "answers a Close without a code with one",
    frames: [{ opcode: 8 }],
    expected: [["sent close", undefined], ["closed", 1005]],
  },
  {
    id: "7.3.2",
    does: "refuses a Close of one byte",
    frames: [{ opcode: 8, payload: "a" }],
    expected: failed(1002),
  },
  { id: "7.3.3", does: "answers a Close with a code", frames: [close(1000)], expected: done },
  {
    id: "7.3.4",
    does: "answers a Close with a reason",
    frames: [close(1000, "Hello")],
    expected: done,
  },
  {
    id: "7.3.5",
    does: "answers a Close with a reason of 123 bytes",
    frames: [close(1000, "*".repeat(123))],
    expected: done,
  },
  {
    id: "7.3.6",
    does: "refuses a Close with a reason of 124 bytes",
    frames: [close(1000, "*".repeat(124))],
    expected: failed(1002),
  },
  {
    id: "7.5.1",
    does: "refuses a reason that isn't UTF-8",
    frames: [{ opcode: 8, payload: fromHex("03e8cebae1bdb9cf83cebcceb5eda080656469746564") }],
    expected: failed(1007),
  },
  ...VALID.map((code): AutobahnCase => {
    const id = `7.7, ${code}`;
    return { id, does: `echoes ${code}`, frames: [close(code)], expected: closed(code) };
  }),
  ...INVALID.map((code): AutobahnCase => {
    const id = `7.9, ${code}`;
    return { id, does: `refuses ${code}`, frames: [close(code)], expected: failed(1002) };
  }),
];
