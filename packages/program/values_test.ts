import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  byteSize,
  decimal,
  duration,
  integer,
  oneOf,
  read,
  text,
  url,
  zeroOrOne,
} from "./values.ts";
import type { Value } from "./values.ts";

const port = integer(0, 65535);
const ws = url(["ws:", "wss:"]);

const good: [Value<unknown>, string, unknown][] = [
  [port, "0", 0],
  [port, "65535", 65535],
  [port, "0080", 80],
  [integer(-5, 5), "-5", -5],
  [decimal(), "0.15", 0.15],
  [decimal(), ".5", 0.5],
  [decimal(), "3", 3],
  [byteSize(), "0", 0],
  [byteSize(), "1048576", 1_048_576],
  [byteSize(), "7B", 7],
  [byteSize(), "500kB", 500_000],
  [byteSize(), "500KB", 500_000],
  [byteSize(), "1MB", 1_000_000],
  [byteSize(), "1GB", 1_000_000_000],
  [byteSize(), "2TB", 2_000_000_000_000],
  [byteSize(), "4KiB", 4096],
  [byteSize(), "512MiB", 536_870_912],
  [byteSize(), "2GiB", 2_147_483_648],
  [byteSize(), "2gib", 2_147_483_648],
  [byteSize(), "1TiB", 1_099_511_627_776],
  [byteSize(), "1.5GiB", 1_610_612_736],
  [byteSize(), "1.1KiB", 1126],
  [byteSize(), "0.29MB", 290_000],
  [byteSize(4096), "4KiB", 4096],
  [duration(), "90", 90],
  [duration(), "90s", 90],
  [duration(), "30m", 1800],
  [duration(), "1.5h", 5400],
  [duration(60), "1m", 60],
  [text(), "x", "x"],
  [oneOf(["fetch", "http2"]), "http2", "http2"],
  [zeroOrOne(), "1", true],
  [zeroOrOne(), "0", false],
  [ws, "ws://127.0.0.1:3000/ws/stt", "ws://127.0.0.1:3000/ws/stt"],
];

for (const [value, given, expected] of good) {
  test(`read takes ${JSON.stringify(given)} as ${JSON.stringify(expected)}`, () => {
    assertEquals(read("X", value, given), { ok: true, value: expected });
  });
}

const anInteger = "an integer in 0–65535";
const aSize = "a size in bytes such as 1048576, 512MiB or 1.5GB";
const bad: [Value<unknown>, string, string][] = [
  [duration(60), "59s", "a time ≥ 60 s, e.g. 90s, 30m or 1.5h"],
  [duration(), "1d", "a time ≥ 0 s, e.g. 90s, 30m or 1.5h"],
  [duration(), "-1m", "a time ≥ 0 s, e.g. 90s, 30m or 1.5h"],
  [port, "", anInteger],
  [port, "10abc", anInteger],
  [port, "99999", anInteger],
  [port, "-1", anInteger],
  [port, "1.5", anInteger],
  [port, "1e3", anInteger],
  [port, " 1", anInteger],
  [port, "0x10", anInteger],
  [port, "Infinity", anInteger],
  [integer(), "9007199254740993", "an integer ≥ 0"],
  [decimal(0, 1), "1.1", "a number in 0–1"],
  [decimal(), "NaN", "a number ≥ 0"],
  [decimal(), "1e3", "a number ≥ 0"],
  [decimal(), "9".repeat(400), "a number ≥ 0"],
  [byteSize(), "", aSize],
  [byteSize(), "2G", aSize],
  [byteSize(), "2 GiB", aSize],
  [byteSize(), "GiB", aSize],
  [byteSize(), "-1GiB", aSize],
  [byteSize(), "1.5", aSize],
  [byteSize(), "1ib", aSize],
  [byteSize(), "1e9", aSize],
  [byteSize(), "9000TiB", aSize],
  [byteSize(4096), "4095", `${aSize}, at least 4096`],
  [text(), "", "a text that is not empty"],
  [oneOf(["fetch", "http2"]), "http3", "one of fetch, http2"],
  [zeroOrOne(), "true", "0 or 1"],
  [ws, "http://127.0.0.1", "a URL that starts with ws:// or wss://"],
  [ws, "127.0.0.1:3000", "a URL that starts with ws:// or wss://"],
  [ws, "ws://", "a URL that starts with ws:// or wss://"],
  [ws, "ws://user:secret@host/", "a URL without a user name or password"],
  [ws, "ws://user@host/", "a URL without a user name or password"],
];

for (const [value, given, expected] of bad) {
  test(`read refuses ${JSON.stringify(given.slice(0, 40))} and expects ${expected}`, () => {
    const problem = `Cannot parse X: expected ${expected}, got ${JSON.stringify(given)}`;
    assertEquals(read("X", value, given), { ok: false, problem });
  });
}
