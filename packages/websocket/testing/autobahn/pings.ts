import { fromHex, toHex } from "../encode_frame.ts";
import { failed, ping, pong, sentPong } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const notText = fromHex("00fffefdfcfb00ff");
const longest = new Uint8Array(125).fill(0xfe);
const ten = Array.from({ length: 10 }, (_, i) => `payload-${i}`);

/** Group 2: pings and pongs. */
export const pings: readonly AutobahnCase[] = [
  { id: "2.1", does: "answers an empty ping", frames: [ping("")], expected: [sentPong("")] },
  {
    id: "2.2",
    does: "answers a ping with its text",
    frames: [ping("Hello, world!")],
    expected: [sentPong("Hello, world!")],
  },
  {
    id: "2.3",
    does: "answers a ping with its bytes",
    frames: [ping(notText)],
    expected: [sentPong(notText)],
  },
  {
    id: "2.4",
    does: "answers a ping of 125 bytes",
    frames: [ping(longest)],
    expected: [sentPong(longest)],
  },
  {
    id: "2.5",
    does: "refuses a ping of 126 bytes",
    frames: [ping(new Uint8Array(126))],
    expected: failed(1002),
  },
  { id: "2.7", does: "takes an empty pong", frames: [pong("")], expected: [["pong", ""]] },
  {
    id: "2.8",
    does: "takes a pong that nobody asked for",
    frames: [pong(notText)],
    expected: [["pong", toHex(notText)]],
  },
  {
    id: "2.9",
    does: "answers a ping after a pong",
    frames: [pong(notText), ping("payload")],
    expected: [["pong", toHex(notText)], sentPong("payload")],
  },
  {
    id: "2.10",
    does: "answers ten pings in order",
    frames: ten.map((payload) => ping(payload)),
    expected: ten.map(sentPong),
  },
];
