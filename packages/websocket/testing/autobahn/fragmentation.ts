import { continuation, failed, ping, pong, sentPong, text } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const whole = text("Hello, world!");
const first = text("fragment1", { fin: false });
const last = continuation("fragment2");
const joined = ["text", "fragment1fragment2"] as const;

/** Group 5: messages in fragments, with control frames between them. */
export const fragmentation: readonly AutobahnCase[] = [
  {
    id: "5.1",
    does: "refuses a ping in two fragments",
    frames: [ping("fragment1", { fin: false }), last],
    expected: failed(1002),
  },
  {
    id: "5.2",
    does: "refuses a pong in two fragments",
    frames: [pong("fragment1", { fin: false }), last],
    expected: failed(1002),
  },
  { id: "5.3", does: "joins two fragments", frames: [first, last], expected: [joined] },
  {
    id: "5.6",
    does: "answers a ping between fragments at once",
    frames: [first, ping("ping"), last],
    expected: [sentPong("ping"), joined],
  },
  {
    id: "5.9",
    does: "refuses a last continuation of nothing",
    frames: [continuation("x"), whole],
    expected: failed(1002),
  },
  {
    id: "5.12",
    does: "refuses a continuation of nothing",
    frames: [continuation("x", false), whole],
    expected: failed(1002),
  },
  {
    id: "5.15",
    does: "refuses a continuation after a message's end",
    frames: [first, last, continuation("x", false), whole],
    expected: [joined, ...failed(1002)],
  },
  {
    id: "5.16",
    does: "refuses a continuation before a message's start",
    frames: [continuation("fragment1", false), { ...first }, last],
    expected: failed(1002),
  },
  {
    id: "5.18",
    does: "refuses a message in a message",
    frames: [first, text("fragment2")],
    expected: failed(1002),
  },
  {
    id: "5.19",
    does: "joins five fragments with pings and pauses between them",
    frames: [
      first,
      continuation("fragment2", false),
      ping("ping 1"),
      continuation("fragment3", false),
      continuation("fragment4", false),
      ping("ping 2"),
      continuation("fragment5"),
    ],
    expected: [
      sentPong("ping 1"),
      sentPong("ping 2"),
      ["text", "fragment1fragment2fragment3fragment4fragment5"],
    ],
  },
  {
    id: "5.21",
    does: "joins fragments that are empty at either end",
    frames: [text("", { fin: false }), continuation("middle", false), continuation("")],
    expected: [["text", "middle"]],
  },
];
