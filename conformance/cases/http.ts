import type { Case } from "../case.ts";
import { upgradeFields } from "../client/handshake.ts";
import { demand, demandEqual } from "../violation.ts";

const METRIC_LINE = /^[a-zA-Z_:][\w:]*(\{.*\})? (NaN|[+-]?(Inf|[\d.]+([eE][+-]?\d+)?))( \d+)?$/;

/** The requests that are not upgrades. */
export const httpCases: readonly Case[] = [
  {
    name: "health",
    claim: "GET /health is answered with 200",
    spec: "Endpoints",
    profile: "wire",
    run: async (gateway) => {
      const { status } = await gateway.request({ path: "/health" });
      demandEqual("Status of GET /health", status, 200);
    },
  },
  {
    name: "other-path",
    claim: "Another path is answered with 404, with an upgrade or without",
    spec: "Endpoints",
    profile: "wire",
    run: async (gateway) => {
      for (const path of ["/", "/ws", "/ws/stt/more", "/ws/sttx"]) {
        const plain = await gateway.request({ path });
        demandEqual(`Status of GET ${path}`, plain.status, 404);
        const upgrade = await gateway.request({ path, fields: upgradeFields() });
        demandEqual(`Status of an upgrade of ${path}`, upgrade.status, 404);
      }
    },
  },
  {
    name: "wrong-method",
    claim: "A wrong method on a known path is answered with 405",
    spec: "Endpoints",
    profile: "wire",
    run: async (gateway) => {
      for (const request of [{ method: "POST" }, { method: "DELETE", path: "/health" }]) {
        const { status } = await gateway.request({ ...request, fields: { "Content-Length": "0" } });
        demandEqual(`Status of ${request.method} ${request.path ?? ""}`.trim(), status, 405);
      }
    },
  },
  {
    name: "wrong-method-upgrade",
    claim: "An upgrade by POST is answered with 405",
    spec: "RFC 6455 §4.2.1",
    profile: "ours",
    run: async (gateway) => {
      const { status } = await gateway.request({ method: "POST", fields: upgradeFields() });
      demandEqual("Status of an upgrade by POST", status, 405);
    },
  },
  {
    name: "head-upgrade",
    claim: "An upgrade by HEAD is refused with 400 or 405",
    spec: "RFC 6455 §4.2.1",
    profile: "ours",
    run: async (gateway) => {
      const fields = { ...upgradeFields(), Connection: "Upgrade, close" };
      const { status } = await gateway.request({ method: "HEAD", fields });
      demand(status === 400 || status === 405, `Status: expected 400 or 405, got ${status}`);
    },
  },
  {
    name: "no-upgrade",
    claim: "A GET without an upgrade is answered with 426 and Upgrade: websocket",
    spec: "Endpoints (ours)",
    profile: "ours",
    run: async (gateway) => {
      const { status, headers } = await gateway.request({});
      demandEqual("Status", status, 426);
      demandEqual("Upgrade header", headers.get("upgrade")?.toLowerCase(), "websocket");
    },
  },
  {
    name: "ready",
    claim: "GET /ready is answered with 200",
    spec: "Endpoints (ours)",
    profile: "ours",
    run: async (gateway) => {
      const { status } = await gateway.request({ path: "/ready" });
      demandEqual("Status of GET /ready", status, 200);
    },
  },
  {
    name: "metrics",
    claim: "GET /metrics is answered with Prometheus text exposition",
    spec: "Endpoints (ours)",
    profile: "ours",
    run: async (gateway) => {
      const { status, headers, body } = await gateway.request({ path: "/metrics" });
      demandEqual("Status of GET /metrics", status, 200);
      const type = headers.get("content-type") ?? "";
      demand(type.startsWith("text/plain"), `Content-Type: expected text/plain, got "${type}"`);
      const samples = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      demand(samples.length > 0, "Expected at least one metric, got none");
      for (const line of samples) {
        demand(METRIC_LINE.test(line), `Expected a metric, got ${JSON.stringify(line)}`);
      }
    },
  },
];
