import { systemClock } from "@stt-bench/gateway";
import type { AddressTurns, Variant } from "@stt-bench/gateway";
import { connectInTurns, openTunedTransport } from "@stt-bench/tuned";
import { connectOn } from "./connect.ts";
import type { ReactorHost } from "./connect.ts";
import type { Libc } from "./libc.ts";
import type { Lookup } from "./lookup.ts";
import { Reactor } from "./reactor.ts";
import { serveReactor } from "./serve_reactor.ts";

/** What a runtime gives to its reactor gateway. */
export interface ReactorVariantOptions
  extends Pick<Variant, "name" | "runtime" | "inferenceClients" | "writeLog" | "workerFlags"> {
  /** Called once, when the gateway starts. */
  readonly openLibc: () => Libc;
  readonly lookup: Lookup;
  /** Where connections to the model go, when its name has several addresses. */
  readonly openTurns: () => AddressTurns;
  /** Lets the runtime's own event loop turn once, then calls `run`. */
  readonly nextTurn: (run: () => void) => void;
}

/** The reactor gateway of a runtime: its one reactor is the clock, the sockets and the client. */
export function createReactorVariant(
  { openLibc, lookup, openTurns, nextTurn, inferenceClients, ...others }: ReactorVariantOptions,
): Variant {
  let host: ReactorHost | undefined;
  const getHost = (): ReactorHost => {
    if (host === undefined) throw new Error("Cannot serve before there is a clock");
    return host;
  };
  return {
    ...others,
    canPause: true,
    createClock(tickMs) {
      const reactor = new Reactor({ libc: openLibc(), clock: systemClock, tickMs, nextTurn });
      host = { reactor, lookup };
      return reactor;
    },
    inferenceClients: {
      reactor: {
        protocol: "HTTP/2",
        open: (endpoint, clock) =>
          openTunedTransport(connectInTurns(connectOn(getHost()), openTurns()), endpoint, clock),
      },
      ...inferenceClients,
    },
    serve: (gateway, options) => serveReactor(getHost(), gateway, options),
  };
}
