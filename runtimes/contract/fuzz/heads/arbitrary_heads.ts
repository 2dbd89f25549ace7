import { STT_PATH } from "@stt-bench/protocol";
import * as fc from "fast-check";
import { noise } from "../frames/arbitrary_frames.ts";
import { noiseOf } from "../frames/frame_spec.ts";
import { cuts } from "../pieces.ts";
import { record } from "../record.ts";
import type { HeadScript } from "./head_script.ts";

const NOTHING = fc.constant({ noise: 0, length: 0 });

/** What RFC 9110 §5.5 lets a value hold. */
const value = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0xa0, max: 0xff }),
    fc.constant(9),
  ).map((code) => String.fromCharCode(code)),
  maxLength: 30,
}).map((text) => text.trim());

const name = fc.string({
  unit: fc.constantFrom(..."abcdefgxyzABCXYZ019-_!#$%&'*+.^`|~"),
  minLength: 1,
  maxLength: 12,
});

const spelling = fc.constantFrom<((name: string) => string)[]>(
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
);
const space = fc.constantFrom("", " ", " ", "  ", "\t");

/** A field line; its spelling and white space are free. */
function field(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(spelling, space, value, space).map(([spell, before, value, after]) =>
    `${spell(name)}:${before}${value}${after}`
  );
}

const key = fc.nat(0xffff_ffff).map((seed) =>
  noiseOf({ noise: seed, length: 16 }).toString("base64")
);

/** The fields that a handshake must have. */
const required = fc.tuple(
  field("Host", fc.constantFrom("gateway", "127.0.0.1:80", "[::1]")),
  field("Upgrade", fc.constantFrom("websocket", "WebSocket", "WEBSOCKET")),
  field("Connection", fc.constantFrom("Upgrade", "upgrade", "keep-alive, Upgrade", "Upgrade,foo")),
  field("Sec-WebSocket-Key", key),
  field("Sec-WebSocket-Version", fc.constant("13")),
);

/** Fields that change nothing, none of them twice. */
const optional = fc.uniqueArray(
  fc.oneof(
    fc.tuple(name, value).map(([name, value]) => `x-${name}: ${value}`),
    field("Cookie", value),
    field("User-Agent", value),
    field("Origin", fc.constantFrom("http://localhost", "null")),
    field("Sec-WebSocket-Extensions", fc.constant("permessage-deflate; client_max_window_bits")),
    field("Sec-WebSocket-Protocol", fc.constantFrom("chat", "a, b")),
  ),
  { maxLength: 6, size: "max", selector: (line) => line.split(":")[0]!.toLowerCase() },
);

const target = fc.constantFrom(
  ...[STT_PATH, STT_PATH, `${STT_PATH}?`, `${STT_PATH}?a=b&c=%20`, `http://gateway${STT_PATH}`],
);

/** A head that must be upgraded. */
const rightHead = fc.tuple(target, required, optional).chain(([target, required, optional]) => {
  const fields = [...required, ...optional];
  return fc.shuffledSubarray(fields, { minLength: fields.length }).map((fields) =>
    [`GET ${target} HTTP/1.1`, ...fields, "", ""].join("\r\n")
  );
});

const methods = ["GET", "GET", "HEAD", "POST", "OPTIONS", "CONNECT", "TRACE", "get", "G\0T", ""];
const targets = [
  ...[STT_PATH, STT_PATH, `http://gateway${STT_PATH}`, `${STT_PATH}/`, `/%77s/stt`, "//ws/stt"],
  ...["/health", "/ready", "/metrics", "/", "*", "gateway:80", "http://[", "/\xff", "/\0", ""],
];
const versions = [
  "HTTP/1.1",
  "HTTP/1.1",
  "HTTP/1.0",
  "HTTP/0.9",
  "HTTP/2.0",
  "HTTP/11",
  "http/1.1",
  "",
];

const requestLine = fc.tuple(
  fc.constantFrom(...methods),
  fc.constantFrom(...targets),
  fc.constantFrom(...versions),
  fc.constantFrom(" ", " ", " ", "  ", "\t"),
).map(([method, target, version, space]) => [method, target, version].join(space));

const names = [
  ...["Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"],
  ...["Content-Length", "Transfer-Encoding", "Expect", "Trailer", "TE", "Authorization", "Origin"],
  ...["X-Forwarded-For", "traceparent", "", " ", "Host ", "X\0", "X\x80", ":path", "__proto__"],
];
const values = [
  ...[
    "gateway",
    "websocket",
    "h2c",
    "Upgrade",
    "close",
    "13",
    "12",
    "13, 8",
    "AAAAAAAAAAAAAAAAAAAAAA==",
  ],
  ...["0", "5", "-1", "1e3", "18446744073709551616", "chunked", "gzip, chunked", "100-continue"],
  ...["Bearer x", "1.2.3.4", "00-0-0-0", "", "\0", "\x7f", "a\rb", "a\n b"],
];

const odd = fc.tuple(
  fc.oneof(fc.constantFrom(...names), name),
  fc.constantFrom(": ", ":", " : ", "", ":\t"),
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: value }),
).map((parts) => parts.join(""));

/** Field lines of a handshake, but for some of them, and odd ones, in any order. */
const soupFields = fc.tuple(required, fc.array(odd, { maxLength: 8, size: "max" })).chain((
  [required, odd],
) => fc.shuffledSubarray([...required, ...odd]));

const lineEnd = fc.constantFrom("\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\r\n");

const soupHead = fc.tuple(
  requestLine,
  soupFields,
  lineEnd,
  fc.constantFrom("\r\n", "\r\n", "\n", ""),
)
  .map(([line, fields, lineEnd, end]) => [line, ...fields, end].join(lineEnd));

/** A head in which some characters were replaced, put in or left out. */
const mutatedHead = fc.tuple(
  rightHead,
  fc.array(
    fc.record({
      at: fc.nat(2000),
      removed: fc.nat(2),
      inserted: fc.constantFrom("", "\r\n", "\n", "\0", ":", " ", "A", "\xff"),
    }),
    { minLength: 1, maxLength: 3 },
  ),
).map(([head, edits]) =>
  edits.reduce((text, { at, removed, inserted }) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + inserted + text.slice(start + removed);
  }, head)
);

/** A handshake but for its method or version. */
const otherHead = fc.tuple(rightHead, fc.constantFrom(...methods), fc.constantFrom(...versions))
  .map(([head, method, version]) =>
    head.replace(/^GET /, `${method} `).replace(/ HTTP\/1\.1\r\n/, ` ${version}\r\n`)
  );

/** A head that ends too soon. */
const cutHead = fc.tuple(rightHead, fc.nat(2000)).map(([head, end]) =>
  head.slice(0, end % head.length)
);

const simpleHead = fc.constantFrom("/health", "/ready", "/nothing", STT_PATH).map((path) =>
  `GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`
);

/** Several requests at once. */
const pipelined = fc.array(fc.oneof(simpleHead, soupHead), { minLength: 2, maxLength: 5 })
  .map((heads) => heads.join(""));

const large = fc.record({
  length: fc.constantFrom(1000, 8000, 16_384, 65_536, 200_000),
  what: fc.constantFrom("a", "a\r\n", "a:b\r\n", "\r\n", "%"),
  end: fc.constantFrom("", "\r\n\r\n"),
}).map(({ length, what, end }) =>
  `GET /health HTTP/1.1\r\nX: ${what.repeat(length / what.length)}${end}`
);

const wrong = (text: fc.Arbitrary<string>): fc.Arbitrary<HeadScript> =>
  record({ text, tail: fc.oneof(NOTHING, noise(200)), isRight: fc.constant(false), cuts });

/** Handshakes, and what no handshake is. */
export const headScripts: fc.Arbitrary<HeadScript> = fc.oneof(
  {
    weight: 8,
    arbitrary: record({ text: rightHead, tail: NOTHING, isRight: fc.constant(true), cuts }),
  },
  { weight: 10, arbitrary: wrong(soupHead) },
  { weight: 10, arbitrary: wrong(mutatedHead) },
  { weight: 2, arbitrary: wrong(otherHead) },
  { weight: 2, arbitrary: wrong(pipelined) },
  { weight: 2, arbitrary: wrong(large) },
  { weight: 1, arbitrary: wrong(cutHead) },
  { weight: 1, arbitrary: wrong(fc.constant("")) },
);
