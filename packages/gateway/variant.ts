import type { Clock } from "@stt-bench/core";
import type { WriteLines } from "./line_queue.ts";
import type { InferenceTransport } from "./inference_transport.ts";
import type { Gateway } from "./gateway.ts";
import type { TlsIdentity } from "./tls_identity.ts";

/** What one runtime's folder gives to the shared program: everything that differs between gateways. */
export interface Variant {
  /** `deno`, `node-tuned`, …: what the program is called after `gateway:`. */
  readonly name: string;
  /** The runtime and its version, as they are reported. */
  readonly runtime: { readonly name: string; readonly version: string };
  /** Can its sockets stop reading? Without it `OVERFLOW_POLICY=pause` is refused. */
  readonly canPause: boolean;
  /** Makes its monotonic time and timers; `tickMs` is for a clock that wakes up in ticks. */
  readonly createClock: (tickMs: number) => Clock;
  /** The transports that `INFERENCE_CLIENT` may name; the first is the default. */
  readonly inferenceClients: Readonly<Record<string, InferenceClientChoice>>;
  /** Flags of the runtime that only a worker needs, e.g. for an unstable API. */
  readonly workerFlags?: readonly string[];
  /** Writes the log, where `process.stderr` would block the event loop while nobody reads. */
  readonly writeLog?: WriteLines;
  /** Starts to accept sessions; resolves when it listens, rejects when it cannot. */
  serve(gateway: Gateway, options: ListenOptions): Promise<Listener>;
}

/** The gateways that one runtime can be, by the value of `SOCKETS`; the first is the default. */
export type Variants = Readonly<Record<string, Variant>>;

/** One of the clients that `INFERENCE_CLIENT` may name. */
export interface InferenceClientChoice {
  /** What it speaks; reported, since clients of different protocols are no match for each other. */
  readonly protocol: "HTTP/1.1" | "HTTP/2";
  readonly open: OpenTransport;
}

/** Makes the transport to one inference service; its timers run on `clock`. */
export type OpenTransport = (endpoint: InferenceEndpoint, clock: Clock) => InferenceTransport;

/** Where batches are posted, and how. */
export interface InferenceEndpoint {
  /** Absolute URL of the `POST`. */
  readonly url: URL;
  /** Request headers, the same for every batch. */
  readonly headers: Readonly<Record<string, string>>;
  /** Connections to spread the requests over; more are opened when their streams run out. */
  readonly connections: number;
  /** How long answers may gather before they are read together; only where the client can. */
  readonly tickMs: number;
}

/** Where and how to listen. */
export interface ListenOptions {
  readonly hostname: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** A larger WebSocket message is closed with 1009. */
  readonly maxMessageBytes: number;
  /** A connection is cut when the head of its next request takes longer to come. */
  readonly handshakeTimeoutMs: number;
  /** Undefined: without TLS. Only sockets called `native` are ever given one. */
  readonly tls?: TlsIdentity | undefined;
  /** Share the port with other processes (`SO_REUSEPORT`)? The kernel spreads connections. */
  readonly reusePort: boolean;
  /** How long sockets that defer their reads leave a streaming session's bytes in the kernel. */
  readonly readIntervalMs: number;
  /** The gateway's clock. */
  readonly clock: Clock;
}

/** A socket that listens. */
export interface Listener {
  readonly port: number;
}
