import { ASSUMPTIONS } from "../assumptions.ts";
import { formatDigits, formatScaled, formatShare } from "../format_quantity.ts";
import type { MeasuredCosts } from "../measured_costs.ts";
import { sessionTraffic } from "../session_traffic.ts";

/** What the section is, what it was measured on, and what it assumes. */
export function introduction(costs: MeasuredCosts): string[] {
  const { date, machine, sessions } = costs;
  const { zones, spareZones, utilisation, podCpus, nodeCpus, idleBytes } = ASSUMPTIONS;
  const traffic = sessionTraffic({ tls: false });
  const kilobits = (bytes: number) => `${formatDigits(bytes * 8 / 1000)} kbit/s`;
  return [
    "A plan on paper: from what a session was measured to cost to what many take. `deno task plan",
    "--sessions 1000000 --variant bun` makes one for other numbers, `--help` lists what it assumes. This",
    "section is written by `deno task plan --write`, and a test holds it against that.",
    "",
    `- **Measured**: CPU and memory per session, ${date}, ${machine}, ${sessions} sessions on one CPU. CPU`,
    "  counts by its median, memory by the most of any round. A machine of yours will differ: put its",
    "  numbers into `packages/kubernetes/plan/measured_costs.json`, or name a file with `--measured`.",
    `- **Assumed**: ${zones} zones, of which the loss of ${spareZones} is borne; ${
      formatShare(utilisation)
    } of a CPU for sessions;`,
    `  pods of ${podCpus} CPU, nodes of ${nodeCpus}; ${
      formatScaled(idleBytes, "B")
    } for a gateway without sessions. The model is the`,
    "  simulator: with a real one its rows are other numbers, and most of the bill.",
    `- **Computed**: a session's audio is 256 kbit/s. On the wire, with headers of WebSocket, TCP, IP and`,
    `  Ethernet and with acknowledgements, that is ${kilobits(traffic.fromClient.bytes)} in ${
      formatDigits(traffic.fromClient.packets)
    } packets a second from the client`,
    `  (${kilobits(sessionTraffic({ tls: true }).fromClient.bytes)} with TLS), and ${
      kilobits(traffic.toModel.bytes)
    } in ${formatDigits(traffic.toModel.packets)} packets to the model; back come ${
      kilobits(traffic.toClient.bytes)
    }`,
    `  to the client and ${kilobits(traffic.fromModel.bytes)} from the model.`,
    "",
  ];
}
