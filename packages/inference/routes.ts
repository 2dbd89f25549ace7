import { INFER_PATH } from "@stt-bench/protocol";
import { JSON_TYPE, TEXT_TYPE } from "./content_type.ts";
import type { Exchange } from "./exchange.ts";
import { refuseFault } from "./faults/fault_desk.ts";
import type { FaultDesk } from "./faults/fault_desk.ts";
import { InferenceRequest } from "./inference_request.ts";
import type { Model } from "./inference_request.ts";

/** Answers one request. */
export type Handler = (exchange: Exchange) => void;

/** Handlers by path and method. */
type Routes = ReadonlyMap<string, Readonly<Record<string, Handler>>>;

/**
 * The handler of all requests: 404 for an unknown path, 405 with `allow` for a wrong method.
 *
 * @param faults Without it no fault can be asked for, and `/faults` is an unknown path.
 */
export function createRoutes(model: Model, faults?: FaultDesk): Handler {
  const routes: Routes = new Map([
    [INFER_PATH, { POST: inferHandler(model, faults) }],
    ["/health", { GET: discardingBody((exchange) => exchange.respond(200, TEXT_TYPE, "ok\n")) }],
    ["/stats", { GET: discardingBody((exchange) => respondStats(exchange, model)) }],
    ["/stats/reset", { POST: discardingBody((exchange) => resetStats(exchange, model)) }],
    ...(faults === undefined ? [] : [["/faults", faultRoutes(faults)] as const]),
  ]);
  return (exchange) => {
    const methods = routes.get(exchange.path);
    const handler = methods?.[exchange.method] ?? discardingBody(refusal(methods));
    handler(exchange);
  };
}

function inferHandler(model: Model, faults: FaultDesk | undefined): Handler {
  if (faults === undefined) return (exchange) => new InferenceRequest(exchange, model).start();
  return (exchange) => {
    const fault = faults.forAnswer(exchange);
    if (fault.ok) return new InferenceRequest(exchange, model, fault.value).start();
    exchange.body.resume();
    refuseFault(exchange, fault.problem);
  };
}

function faultRoutes(faults: FaultDesk): Record<string, Handler> {
  return {
    GET: discardingBody((exchange) => faults.list(exchange)),
    POST: (exchange) => faults.add(exchange),
    DELETE: discardingBody((exchange) => faults.clear(exchange)),
  };
}

function respondStats(exchange: Exchange, model: Model): void {
  exchange.respond(200, JSON_TYPE, JSON.stringify(model.stats.report()));
}

function resetStats(exchange: Exchange, model: Model): void {
  model.stats.reset();
  exchange.respond(204, {}, "");
}

function refusal(methods: Readonly<Record<string, Handler>> | undefined): Handler {
  if (methods === undefined) return (exchange) => exchange.respond(404, TEXT_TYPE, "not found\n");
  const allow = Object.keys(methods).join(", ");
  return (exchange) => exchange.respond(405, { ...TEXT_TYPE, allow }, `expected ${allow}\n`);
}

/** A body that nobody reads would hold flow-control window, or the next request, back. */
function discardingBody(handler: Handler): Handler {
  return (exchange) => {
    exchange.body.resume();
    handler(exchange);
  };
}
