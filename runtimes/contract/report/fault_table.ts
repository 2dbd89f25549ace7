/** One numbered row of what must hold whatever clients, model and machine do. */
export interface FaultRow {
  /** Its number, from 1. Numbers are stable, so that others can refer to them. */
  readonly row: number;
  /** What goes wrong. */
  readonly fault: string;
  /** What the gateway must do then. */
  readonly expected: string;
  /** Names of the cases of both suites that prove it, each on every variant. */
  readonly proof: readonly string[];
  /** Test files that prove it, or a part of it, by themselves: paths from the repository's root. */
  readonly tests?: readonly string[];
}

/** Every row. A case is added to a row by its name, and may prove several of them. */
export const faultTable: readonly FaultRow[] = [
  {
    row: 1,
    fault: "Handshake of another WebSocket version than 13",
    expected: "426 with `Sec-WebSocket-Version: 13`",
    proof: ["bad-version"],
  },
  {
    row: 2,
    fault: "Handshake without a key, or with one that is not 16 bytes in base64",
    expected: "400",
    proof: ["bad-key"],
  },
  {
    row: 3,
    fault: "Handshake by POST; over HTTP/1.0",
    expected: "405; 400",
    proof: ["wrong-method-upgrade", "http-1.0"],
  },
  {
    row: 4,
    fault: "GET without an upgrade",
    expected: "426 with `Upgrade: websocket`",
    proof: ["no-upgrade"],
  },
  {
    row: 5,
    fault: "`Upgrade` and `Connection` in other letters, or as lists",
    expected: "101",
    proof: ["upgrade", "upgrade-spelling"],
  },
  {
    row: 6,
    fault: "Origin that is not allowed; no token, or a wrong one",
    expected: "403; 401, before the upgrade",
    proof: [
      "origin",
      "token-refused",
      "token-accepted",
      "token-python",
      "token-ws",
      "tokens-reload",
      "workers-tokens-reload",
      "refusal-order",
      "browser",
    ],
  },
  {
    row: 7,
    fault: "3000 request headers, or 64 KiB of them",
    expected: "431",
    proof: ["many-headers", "huge-headers"],
  },
  {
    row: 8,
    fault: "Request headers that come a byte a second",
    expected: "Cut after `HANDSHAKE_TIMEOUT_MS`",
    proof: ["slow-head", "slowhttptest", "idle-after-response"],
  },
  {
    row: 9,
    fault: "permessage-deflate is offered",
    expected: "101, declined",
    proof: ["no-extension", "client-ws"],
  },
  {
    row: 10,
    fault:
      "A frame that RFC 6455 forbids: no mask, reserved bit or opcode, control frame that is " +
      "too long or in fragments, continuation of nothing, bad close code",
    expected: "1002",
    proof: [
      "illegal-frames",
      "unmasked",
      "reserved-bits",
      "reserved-opcodes",
      "control-in-fragments",
      "ping-too-long",
      "pong-too-long",
      "stray-continuation",
      "interleaved-messages",
      "interleaved-fragments",
      "close-too-long",
      "close-of-one-byte",
      "close-code-not-sendable",
      "autobahn-reserved-bits-and-opcodes",
      "autobahn-pings-and-pongs",
      "autobahn-fragmentation",
      "autobahn-the-close-handshake",
    ],
  },
  {
    row: 11,
    fault: "Text or a close reason that is not UTF-8",
    expected: "1007",
    proof: ["text-not-utf8", "close-reason-not-utf8", "autobahn-utf-8"],
  },
  {
    row: 12,
    fault: "A message over the limit: whole, in fragments, or only announced, up to 2⁶³ bytes",
    expected:
      "1009 (1002 where the top bit is set), before it is there; nothing is allocated for it",
    proof: [
      "too-big",
      "too-big-in-fragments",
      "too-big-unfinished",
      "too-big-announced",
      "length-top-bit",
      "message-limit",
      "announced-memory",
      "unfinished-memory",
    ],
  },
  {
    row: 13,
    fault: "Fragments without an end, tiny or empty",
    expected: "Closed; memory grows by less than 1 MiB",
    proof: ["endless-fragments-of-1", "endless-fragments-of-0", "unfinished-memory"],
  },
  {
    row: 14,
    fault: "A frame of audio in pieces, with a ping between them",
    expected: "One frame; the pong in its place",
    proof: ["fragments", "pings", "autobahn-fragmentation", "autobahn-payload-sizes"],
  },
  {
    row: 15,
    fault: "Pings without end, from a client that reads no pong",
    expected: "Closed, or at most 64 KiB held",
    proof: ["ping-flood"],
  },
  {
    row: 16,
    fault: "Data behind a Close frame",
    expected: "Ignored; the code comes back",
    proof: ["data-after-close", "close-echo", "autobahn-the-close-handshake"],
  },
  {
    row: 17,
    fault: "Bytes split at every place of every frame",
    expected: "The same as unsplit",
    proof: ["split-bytes", "joined-bytes", "split-anywhere"],
  },
  {
    row: 18,
    fault:
      "A first message that is no start: not JSON, another field, wrong type, binary, empty; " +
      "1 MiB",
    expected: "1002; 1009",
    proof: [
      "start-not-json",
      "start-empty",
      "start-extra-field",
      "start-no-type",
      "start-wrong-type",
      "start-not-object",
      "start-binary",
      "too-big",
      "huge-start",
    ],
  },
  {
    row: 19,
    fault: "No start message within `START_TIMEOUT_MS`",
    expected: "1008",
    proof: ["start-timeout"],
  },
  {
    row: 20,
    fault: "Text after the start; a frame of 0, 639 or 641 bytes",
    expected: "1002; 1003",
    proof: ["text-after-start", "frame-of-0", "frame-of-639", "frame-of-641", "frame-size-later"],
  },
  {
    row: 21,
    fault: "A client that sends 20 times as fast as it may",
    expected: "1008; memory is bounded",
    proof: ["frame-rate"],
  },
  {
    row: 22,
    fault: "A client that leaves in the middle of a batch: by close, by reset, or without a word",
    expected: "Inference is cancelled within 1 s; silence is noticed within two idle periods",
    proof: [
      "cancel-at-close",
      "cancel-at-reset",
      "cancel-at-error",
      "vanished-client",
      "prompt-close",
      "silent",
      "silent-but-there",
      "half-open",
    ],
  },
  {
    row: 23,
    fault: "A client that never reads",
    expected: "1008, then cut; a counter says so; the outbox keeps its bound",
    proof: ["not-reading", "reading-too-late"],
  },
  {
    row: 24,
    fault: "500 connections at once",
    expected: "Each is served or refused cleanly, and others can still connect",
    proof: ["storm", "storm-full", "storm-slow", "storm-slow-full"],
  },
  {
    row: 25,
    fault: "A model that nobody serves; that restarts",
    expected: "`error` messages, sessions stay; at most one error a session and less than 5 s " +
      "after it is back; connections are spread in time; with a circuit breaker, `circuit_open` at " +
      "once, and one request at a time that tries",
    proof: [
      "model-absent",
      "model-restart",
      "model-restart-crowd",
      "model-herd",
      "circuit-open",
      "circuit-tries",
    ],
  },
  {
    row: 26,
    fault: "A model that hangs",
    expected: "`timeout` at the limit; the request is cancelled, a late answer ignored",
    proof: ["stall", "http2-late-answer"],
  },
  {
    row: 27,
    fault: "A model that resets the connection, or cuts its answer short",
    expected: "`connection_reset` or `parse_error`; the next batch is served",
    proof: ["reset-in-headers", "reset-in-body", "rst-stream", "answer-truncated"],
  },
  {
    row: 28,
    fault: "Status 429, with `Retry-After` too; 500; 404",
    expected: "`http_429`, honoured; `http_5xx`; `http_4xx`, not retryable",
    proof: [
      "status-400",
      "status-404",
      "status-429",
      "status-500",
      "status-503",
      "status-302",
      "retry-after-seconds",
      "retry-after-date",
      "retry-after-503",
      "retry-after-absurd",
    ],
  },
  {
    row: 29,
    fault: "An answer that is not JSON, has another field, a wrong type, NaN, or over 64 KiB",
    expected: "`parse_error`",
    proof: [
      "answer-not-json",
      "answer-extra-field",
      "answer-missing-field",
      "answer-wrong-type",
      "answer-nan",
      "answer-huge",
      "status-204",
    ],
  },
  {
    row: 30,
    fault: "GOAWAY",
    expected: "Requests in flight end well, a new connection is opened, nobody notices",
    proof: ["goaway", "http2-leaving"],
  },
  {
    row: 31,
    fault: "An HTTP/2 server at its worst: no window, a byte at a time, tiny windows and frames, " +
      "one stream, floods, dynamic tables, padding, CONTINUATION, trailers, 1xx",
    expected: "The right answer, or the total deadline; memory is bounded",
    proof: [
      "drip",
      "goaway-and-end",
      "http2-tiny-windows",
      "http2-one-at-a-time",
      "http2-changing-settings",
      "http2-drip",
      "http2-padding",
      "http2-continuation",
      "http2-trailers",
      "http2-interim",
      "http2-dynamic-table",
      "http2-pings",
      "http2-ping-flood",
      "http2-setting-flood",
      "http2-continuation-flood",
      "http2-no-window",
      "http2-slow-drip",
      "http2-huge-headers",
      "http2-long-frame",
      "http2-bad-table",
      "http2-no-http2",
      "http2-early-answer",
    ],
    tests: [
      "packages/http2/connection_errors_test.ts",
      "packages/http2/flow_control_test.ts",
      "packages/http2/interop_e2e_test.ts",
    ],
  },
  {
    row: 32,
    fault: "SIGTERM; a second signal",
    expected: "`/ready` and upgrades give 503 at once; a last partial and 1012 for each session, " +
      "spread over the drain; 1001 at its deadline; exit code 0; ends at once",
    proof: [
      "drain",
      "drain-at-once",
      "drain-deadline",
      "status-draining",
      "status-workers-draining",
      "second-signal",
      "workers-drain",
      "workers-second-signal",
      "rolling-restart",
      "rolling-workers",
    ],
  },
  {
    row: 33,
    fault: "The gateway's own loop stalls for 2 s",
    expected: "Nobody is disconnected; flush lateness tells",
    proof: ["own-stall"],
  },
  {
    row: 34,
    fault: "File descriptors run out",
    expected: "Accepting pauses, and goes on when there are some again",
    proof: ["out-of-files"],
  },
  {
    row: 35,
    fault: "Variables that make no sense; a port that is taken",
    expected: "All of them are named at once, exit code 2; one line, exit code 1",
    proof: ["bad-configuration", "port-taken", "workers-port-taken", "workers-admin-port-taken"],
  },
  {
    row: 36,
    fault: "Clients that make the gateway hold all it can",
    expected: "Per session at most 160 kB buffered, 160 kB in flight and 64 KiB to send",
    proof: ["hoarding-clients"],
  },
  {
    row: 37,
    fault: "Half an hour of sessions that come and go, and of faults",
    expected: "Memory stays level; every session is closed or open, every frame accounted for",
    proof: ["balance", "accounts"],
    tests: ["packages/bench/soak/soak_e2e_test.ts"],
  },
];
