import {
  CPU_PASSES_HEADER,
  FRAME_BYTES,
  FRAME_MS,
  INFER_PATH,
  MAX_MESSAGE_BYTES,
} from "@stt-bench/protocol";
import {
  effectiveValues,
  integer,
  oneOf,
  optionalText,
  readEnvironment,
  text,
  url,
  UsageError,
  variable,
} from "@stt-bench/program";
import type { EffectiveValue, Environment, EnvironmentOf, Variable } from "@stt-bench/program";
import type { SessionSettings } from "@stt-bench/core";
import { memoryLimit, networks, origins } from "./configuration_values.ts";
import type { InferenceEndpoint, Variant } from "./variant.ts";

/** The part of a variant that decides which settings make sense. */
export type Capabilities = Pick<Variant, "canPause" | "inferenceClients">;

const POLICIES = ["drop-oldest", "close", "pause"] as const;
const POLICIES_WITHOUT_PAUSE = ["drop-oldest", "close"] as const;

/** Timers beyond this overflow the 32-bit milliseconds of `setTimeout`. */
const MAX_MS = 2 ** 31 - 1;

/** A model that asks for a longer pause has made a mistake. */
const DAY_MS = 86_400_000;

/** A hard stop against a typing error: one message of this size is 8 minutes of audio. */
const LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * The environment variables of a gateway; each default stands here and nowhere else. `variants` are
 * what `SOCKETS` may name, the first one by default; the rest is for the one called `chosen`.
 */
export function gatewayVariables(
  variants: Readonly<Record<string, Capabilities>>,
  chosen: string,
): GatewayVariables {
  const sockets = Object.keys(variants);
  const { canPause, inferenceClients } = variants[chosen]!;
  const clients = Object.keys(inferenceClients);
  return {
    SOCKETS: variable(
      oneOf(sockets),
      sockets[0]!,
      `${sockets.join(" or ")}: who reads and writes WebSockets`,
    ),
    PORT: variable(integer(0, 65_535), "3000", "port to listen on; 0 takes a free one"),
    HOST: variable(text(), "0.0.0.0", "address to listen on"),
    WORKERS: variable(
      integer(1, 256),
      "1",
      "processes that share the port (beyond 1 on Linux only)",
    ),
    ADMIN_HOST: variable(text(), "127.0.0.1", "with WORKERS > 1: address of ADMIN_PORT"),
    ADMIN_PORT: variable(
      integer(0, 65_535),
      "0",
      "with WORKERS > 1: port for /health, /ready and /metrics of the parent; 0 takes a free one",
    ),
    INFERENCE_URL: variable(url(["http:"]), "http://127.0.0.1:9000", "inference service"),
    INFERENCE_CLIENT: variable(
      oneOf(clients),
      clients[0]!,
      `${clients.join(" or ")}: HTTP client for inference`,
    ),
    INFERENCE_CONNECTIONS: variable(
      integer(1, 64),
      "1",
      "connections to the inference service, of each worker",
    ),
    INFERENCE_TIMEOUT_MS: variable(integer(1, MAX_MS), "2000", "total deadline of one request"),
    CPU_PASSES: variable(integer(), "4", "passes that the model makes over the audio"),
    MODEL_DELAY_MS: variable(integer(), "75", "reported in partials, for information"),
    READ_INTERVAL_MS: variable(
      integer(1, MAX_MS),
      "500",
      "with SOCKETS=tuned or reactor: time between reads of a session that streams",
    ),
    TICK_MS: variable(
      integer(1, 1000),
      "20",
      "with SOCKETS=tuned or reactor, or INFERENCE_CLIENT=tuned: time between wake-ups",
    ),
    FLUSH_INTERVAL_MS: variable(integer(1, MAX_MS), "1000", "time between flushes of a session"),
    FLUSH_PHASE_JITTER_MS: variable(integer(0, MAX_MS), "0", "random delay of the first flush"),
    MAX_SESSIONS: variable(
      integer(1),
      "10000",
      "open sessions; more get 503; divided among workers",
    ),
    MAX_BUFFERED_FRAMES: variable(integer(1, 65_536), "250", "frames waiting in one session"),
    OVERFLOW_POLICY: variable<SessionSettings["overflowPolicy"]>(
      oneOf(canPause ? POLICIES : POLICIES_WITHOUT_PAUSE),
      "drop-oldest",
      "what happens to frames beyond MAX_BUFFERED_FRAMES",
    ),
    MAX_MESSAGE_BYTES: variable(
      integer(FRAME_BYTES, LARGEST_MESSAGE_BYTES),
      String(MAX_MESSAGE_BYTES),
      "largest WebSocket message; a larger one gets 1009",
    ),
    MAX_SESSIONS_PER_IP: variable(
      integer(),
      "0",
      "open sessions of one address, in each worker; more get 429; 0: no limit",
    ),
    TRUSTED_PROXIES: variable(
      networks(),
      "",
      "addresses whose X-Forwarded-For is believed",
    ),
    MAX_FRAME_RATE: variable(
      integer(0, 1_000_000),
      "100",
      "frames per second of a session, with a burst of 5 s; more get 1008; 0: no limit",
    ),
    MAX_INFLIGHT: variable(
      integer(),
      "0",
      "requests to the model at a time, divided among workers; more wait; 0: no limit",
    ),
    MAX_RETRY_AFTER_MS: variable(
      integer(0, DAY_MS),
      "60000",
      "longest pause that the model may ask for with Retry-After",
    ),
    MAX_MEMORY_BYTES: variable(
      memoryLimit(),
      "auto",
      "resident memory beyond which upgrades get 503, divided among workers; auto: 90 % of the cgroup's limit; 0: no limit",
    ),
    AUTH_TOKENS: variable(
      optionalText(),
      "",
      "tokens between commas, or @file with one a line, read again at SIGHUP; others get 401",
      { isSecret: true },
    ),
    ALLOWED_ORIGINS: variable(
      origins(),
      "",
      "origins of web pages that may connect; others get 403",
    ),
    TLS_CERT: variable(optionalText(), "", "with SOCKETS=native: file of the certificate, PEM"),
    TLS_KEY: variable(optionalText(), "", "with SOCKETS=native: file of its key, PEM"),
    CIRCUIT_BREAKER_FAILURES: variable(
      integer(),
      "0",
      "failures of the model in a row after which requests fail at once; 0: never",
    ),
    CIRCUIT_BREAKER_PAUSE_MS: variable(
      integer(1, MAX_MS),
      "1000",
      "time until one request tries whether the model is back",
    ),
    HANDSHAKE_TIMEOUT_MS: variable(
      integer(1, MAX_MS),
      "10000",
      "time for a request's head to come",
    ),
    IDLE_TIMEOUT_MS: variable(
      integer(0, MAX_MS),
      "30000",
      "silence after which a client is pinged, and after as much again cut; 0: never",
    ),
    START_TIMEOUT_MS: variable(integer(1, MAX_MS), "5000", "time for the start message"),
    SEND_TIMEOUT_MS: variable(integer(1, MAX_MS), "5000", "time for a client to read a message"),
    DRAIN_TIMEOUT_MS: variable(integer(0, MAX_MS), "10000", "time to end the sessions at SIGTERM"),
  };
}

type GatewayVariables =
  & Record<
    | "PORT"
    | "WORKERS"
    | "ADMIN_PORT"
    | "INFERENCE_CONNECTIONS"
    | "INFERENCE_TIMEOUT_MS"
    | "CPU_PASSES"
    | "MODEL_DELAY_MS"
    | "READ_INTERVAL_MS"
    | "TICK_MS"
    | "FLUSH_INTERVAL_MS"
    | "FLUSH_PHASE_JITTER_MS"
    | "MAX_SESSIONS"
    | "MAX_BUFFERED_FRAMES"
    | "MAX_MESSAGE_BYTES"
    | "MAX_SESSIONS_PER_IP"
    | "MAX_FRAME_RATE"
    | "MAX_INFLIGHT"
    | "MAX_RETRY_AFTER_MS"
    | "CIRCUIT_BREAKER_FAILURES"
    | "CIRCUIT_BREAKER_PAUSE_MS"
    | "HANDSHAKE_TIMEOUT_MS"
    | "IDLE_TIMEOUT_MS"
    | "START_TIMEOUT_MS"
    | "SEND_TIMEOUT_MS"
    | "DRAIN_TIMEOUT_MS",
    Variable<number>
  >
  & Record<
    | "SOCKETS"
    | "HOST"
    | "ADMIN_HOST"
    | "INFERENCE_URL"
    | "INFERENCE_CLIENT"
    | "AUTH_TOKENS"
    | "TLS_CERT"
    | "TLS_KEY",
    Variable<string>
  >
  & Record<"TRUSTED_PROXIES" | "ALLOWED_ORIGINS", Variable<string[]>>
  & Record<"MAX_MEMORY_BYTES", Variable<number | "auto">>
  & Record<"OVERFLOW_POLICY", Variable<SessionSettings["overflowPolicy"]>>;

/** The configuration of a gateway, under the names of its variables. */
export type Configuration = EnvironmentOf<GatewayVariables>;

/**
 * Reads the configuration of a gateway.
 *
 * @throws {UsageError} that names every variable that is wrong or that this variant cannot do.
 */
export function readConfiguration(
  variants: Readonly<Record<string, Capabilities>>,
  environment: Environment,
): Configuration {
  const configuration = readEnvironment(variablesFor(variants, environment), environment);
  const problems = contradictions(configuration);
  if (problems.length > 0) throw new UsageError(problems);
  return configuration;
}

/** The values of a configuration, and which of them the environment has set. */
export function describeConfiguration(
  variants: Readonly<Record<string, Capabilities>>,
  environment: Environment,
  configuration: Configuration,
): Record<string, EffectiveValue> {
  return effectiveValues(variablesFor(variants, environment), environment, configuration);
}

function variablesFor(
  variants: Readonly<Record<string, Capabilities>>,
  { SOCKETS = "" }: Environment,
): GatewayVariables {
  const [first = ""] = Object.keys(variants);
  return gatewayVariables(variants, Object.hasOwn(variants, SOCKETS) ? SOCKETS : first);
}

/** What is right by itself and wrong together. */
function contradictions(configuration: Configuration): string[] {
  const { MAX_SESSIONS, MAX_INFLIGHT, WORKERS, TLS_CERT, TLS_KEY, SOCKETS } = configuration;
  const problems: string[] = [];
  for (const [name, limit] of Object.entries({ MAX_SESSIONS, MAX_INFLIGHT })) {
    if (limit >= WORKERS || name === "MAX_INFLIGHT" && limit === 0) continue;
    const expected = `at least one for each of the ${WORKERS} workers`;
    problems.push(`Cannot divide ${name}: expected ${expected}, got ${limit}`);
  }
  if ((TLS_CERT === "") !== (TLS_KEY === "")) {
    problems.push("Cannot serve TLS: expected both TLS_CERT and TLS_KEY, got one of them");
  } else if (TLS_CERT !== "" && SOCKETS !== "native") {
    problems.push(`Cannot serve TLS: expected SOCKETS=native, got ${SOCKETS}`);
  }
  return problems;
}

/** What each session must know. */
export function sessionSettings(configuration: Configuration): SessionSettings {
  return {
    frameBytes: FRAME_BYTES,
    frameMs: FRAME_MS,
    flushIntervalMs: configuration.FLUSH_INTERVAL_MS,
    flushPhaseJitterMs: configuration.FLUSH_PHASE_JITTER_MS,
    cpuPasses: configuration.CPU_PASSES,
    modelDelayMs: configuration.MODEL_DELAY_MS,
    maxBufferedFrames: configuration.MAX_BUFFERED_FRAMES,
    overflowPolicy: configuration.OVERFLOW_POLICY,
    startTimeoutMs: configuration.START_TIMEOUT_MS,
    sendTimeoutMs: configuration.SEND_TIMEOUT_MS,
    maxFrameRate: configuration.MAX_FRAME_RATE,
    idleTimeoutMs: configuration.IDLE_TIMEOUT_MS,
  };
}

/** Where batches go. */
export function inferenceEndpoint(configuration: Configuration): InferenceEndpoint {
  const base = new URL(configuration.INFERENCE_URL);
  return {
    url: new URL(base.pathname.replace(/\/+$/, "") + INFER_PATH, base),
    headers: { [CPU_PASSES_HEADER]: String(configuration.CPU_PASSES) },
    connections: configuration.INFERENCE_CONNECTIONS,
    tickMs: configuration.TICK_MS,
  };
}
