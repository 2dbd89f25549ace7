import { ManualClock, ScriptedInference } from "@stt-bench/core/testing";
import type { SessionEnd, SessionSettings } from "@stt-bench/core";
import { Gateway } from "@stt-bench/gateway";
import { TunedServer } from "../tuned_server.ts";
import { concat, START } from "./client_bytes.ts";
import { FakePeer } from "./fake_peer.ts";

/** What a {@linkcode ServerSetUp} may differ in. */
export interface ServerSetUpOptions {
  readonly settings?: Partial<SessionSettings>;
  readonly maxSessions?: number;
  readonly maxMessageBytes?: number;
  readonly maxConnections?: number;
}

/** A tuned server on a manual clock and a scripted model, and what a test moves it with. */
export interface ServerSetUp {
  readonly clock: ManualClock;
  readonly inference: ScriptedInference;
  readonly gateway: Gateway;
  /** Sessions that have ended. */
  readonly ends: readonly SessionEnd[];
  /** What the gateway has reported as bugs. */
  readonly bugs: readonly unknown[];
  /** Connects a client. */
  connect(): FakePeer;
  /** Connects a client and starts its session, in one chunk with `first`. */
  open(first?: Uint8Array): Promise<FakePeer>;
}

/** Sets up a tuned server that reads a session every 500 ms. */
export function setUpServer(options: ServerSetUpOptions = {}): ServerSetUp {
  const { settings = {}, maxSessions = 10, maxMessageBytes = 8192 } = options;
  const { maxConnections = Infinity } = options;
  const clock = new ManualClock();
  const inference = new ScriptedInference();
  const ends: SessionEnd[] = [];
  const bugs: unknown[] = [];
  const gateway = new Gateway({
    clock,
    inference,
    settings,
    maxSessions,
    connections: { max: maxConnections },
    build: {
      runtime: "test",
      version: "1.2.3",
      variant: "test-tuned",
      inference_client: "scripted",
      inference_protocol: "none",
    },
    onSessionEnd: (end) => ends.push(end),
    onBug: (bug) => bugs.push(bug),
  });
  const server = new TunedServer(gateway, {
    clock,
    maxMessageBytes,
    handshakeTimeoutMs: 10_000,
    readIntervalMs: 500,
  });
  const connect = () => {
    const peer = new FakePeer(clock);
    peer.reportTo(server.accept(peer.socket, { hostname: "192.0.2.1", port: 4711 }));
    return peer;
  };
  const open = async (first = new Uint8Array()) => {
    const peer = connect();
    peer.send(concat(upgradeRequest(), START, first));
    await peer.until(({ written }) => written.length > 0);
    return peer;
  };
  return { clock, inference, gateway, ends, bugs, connect, open };
}

/** A request, with the headers of a good WebSocket handshake (RFC 6455 §1.2) where `fields` say no other. */
export function upgradeRequest(line = "GET /ws/stt HTTP/1.1", fields = {}): Uint8Array {
  return request(line, {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...fields,
  });
}

/** The bytes of a request without a body. */
export function request(line: string, fields: Readonly<Record<string, string>> = {}): Uint8Array {
  const lines = Object.entries({ host: "gateway", ...fields }).map((entry) => entry.join(": "));
  return new TextEncoder().encode([line, ...lines, "", ""].join("\r\n"));
}
