import type { CapacityPlan } from "./capacity_plan.ts";
import { formatCount, formatDigits, formatMemory, formatScaled } from "./format_quantity.ts";

/** A quantity of a plan, as people read it. */
export interface PlanRow {
  readonly what: string;
  readonly value: string;
}

/** All quantities of a plan, in the order of tables. */
export function planRows({ gateway, model, total, storm, ...plan }: CapacityPlan): PlanRow[] {
  return [
    row("gateway pods", formatCount(gateway.pods)),
    row("sessions of one, without a zone", formatCount(gateway.maxSessions)),
    row("sessions of one, usually", formatCount(gateway.sessions)),
    row("memory limit of one", formatMemory(gateway.memoryBytes)),
    row("files of one", formatCount(gateway.files)),
    row("into one, at most", formatScaled(gateway.bitsPerSecond.in, "bit/s")),
    row("gateway nodes", formatCount(gateway.nodes)),
    row("tracked connections of a node", formatCount(gateway.tracked)),
    row("model pods (simulator)", formatCount(model.pods)),
    row("requests of one at a time", formatCount(model.inFlight)),
    row("connections of one, on average", formatDigits(model.connections)),
    row("connections, if all gateways had one to all", formatCount(model.meshConnections)),
    row("model nodes", formatCount(model.nodes)),
    row("into all gateways", formatScaled(total.inBitsPerSecond, "bit/s")),
    row("out of all gateways", formatScaled(total.outBitsPerSecond, "bit/s")),
    row("packets of all gateways", formatScaled(total.packetsPerSecond, "packets/s")),
    row("handshakes, usually", `${formatDigits(plan.handshakesPerSecond)} /s`),
    row("sessions that a zone's loss ends", formatCount(storm.sessions)),
    row("of those, to each pod that is left", formatCount(storm.perPod)),
    row("handshakes that it can do", `${formatDigits(storm.acceptsPerSecond)} /s`),
    row("all back after, at the earliest", `${formatDigits(storm.secs)} s`),
    row("a rollout takes", `${plan.rollout.waves} waves, ${formatDigits(plan.rollout.secs)} s`),
  ];
}

function row(what: string, value: string): PlanRow {
  return { what, value };
}
