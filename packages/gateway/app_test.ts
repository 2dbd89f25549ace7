import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FRAME_BYTES, generatedPcm } from "@stt-bench/protocol";
import { FakeSocket } from "@stt-bench/core/testing";
import { HANDSHAKE, setUpGateway } from "./testing/set_up_gateway.ts";
import { AdminServer } from "./workers/admin_server.ts";

const STT = "/ws/stt";

/** What a runtime answers to a good handshake; web `Response`s cannot have status 101. */
const upgraded = () => new Response(null, { status: 204 });

const remote = { hostname: "192.0.2.1", port: 4711 };

test("GET /health answers 200 even when the gateway is full", async () => {
  const { gateway } = setUpGateway({ maxSessions: 1 });
  gateway.sessions.open(new FakeSocket());
  assertEquals((await gateway.app.request("/health")).status, 200);
});

test("GET /ready answers 503 while the gateway is full", async () => {
  const { gateway } = setUpGateway({ maxSessions: 1 });
  assertEquals((await gateway.app.request("/ready")).status, 200);
  const session = gateway.sessions.open(new FakeSocket());
  assertEquals((await gateway.app.request("/ready")).status, 503);
  session.socketClosed();
  assertEquals((await gateway.app.request("/ready")).status, 200);
});

test("GET /ready answers 503 once the gateway drains", async () => {
  const { gateway } = setUpGateway();
  await gateway.drain(0);
  const response = await gateway.app.request("/ready");
  assertEquals([response.status, response.headers.get("retry-after")], [503, "1"]);
});

test("GET /ready and /metrics of a worker are its parent's", async () => {
  const admin = await AdminServer.listen("127.0.0.1", 0);
  const refusal = { reason: "full", status: 503, headers: { "retry-after": "7" } } as const;
  admin.answerWith({
    refuseSession: () => ({ ...refusal, message: "no room" }),
    scrape: () => Promise.resolve("all_workers 2\n"),
  });
  const { gateway } = setUpGateway({ adminUrl: admin.url });
  const ready = await gateway.app.request("/ready");
  assertEquals([ready.status, ready.headers.get("retry-after")], [503, "7"]);
  const metrics = await gateway.app.request("/metrics");
  assertEquals([metrics.status, await metrics.text()], [200, "all_workers 2\n"]);
  assertStringIncludes(metrics.headers.get("content-type")!, "text/plain");
  await admin.close();
  assertEquals((await gateway.app.request("/ready")).status, 503);
  assertEquals((await gateway.app.request("/health")).status, 200);
});

test("GET /ws/stt calls upgrade for a good handshake", async () => {
  const { gateway } = setUpGateway();
  const response = await gateway.app.request(STT, { headers: HANDSHAKE }, {
    remote,
    upgrade: upgraded,
  });
  assertEquals(response.status, 204);
});

test("HEAD /ws/stt is never upgraded", async () => {
  const { gateway } = setUpGateway();
  const init = { method: "HEAD", headers: HANDSHAKE };
  const response = await gateway.app.request(STT, init, { remote, upgrade: upgraded });
  assertEquals(response.status, 400);
});

test("GET /ws/stt without a handshake answers 426 and names the protocol", async () => {
  const { gateway } = setUpGateway();
  const response = await gateway.app.request(STT, {}, { remote, upgrade: upgraded });
  assertEquals([response.status, response.headers.get("upgrade")], [426, "websocket"]);
});

test("GET /ws/stt answers 503 while draining, and counts it", async () => {
  const { gateway } = setUpGateway();
  await gateway.drain(0);
  const response = await gateway.app.request(STT, { headers: HANDSHAKE }, {
    remote,
    upgrade: upgraded,
  });
  assertEquals(response.status, 503);
  assertEquals(gateway.refusals.draining, 1);
});

test("GET /ws/stt answers 400 where the runtime could not upgrade", async () => {
  const { gateway } = setUpGateway();
  assertEquals((await gateway.app.request(STT, { headers: HANDSHAKE }, { remote })).status, 400);
});

test("No answer about the gateway's status may be cached, its parent's and refusals included", async () => {
  const { gateway } = setUpGateway({ maxSessions: 0 });
  const orphan = setUpGateway({ adminUrl: "http://127.0.0.1:1" }).gateway;
  for (const app of [gateway.app, orphan.app]) {
    for (const method of ["GET", "HEAD", "POST"]) {
      for (const path of ["/health", "/ready", "/metrics"]) {
        const { headers } = await app.request(path, { method });
        assertEquals([method, path, headers.get("cache-control")], [method, path, "no-store"]);
      }
    }
  }
});

test("A wrong method answers 405 and names the right one", async () => {
  const { gateway } = setUpGateway();
  for (const path of [STT, "/health", "/ready", "/metrics"]) {
    const response = await gateway.app.request(path, { method: "POST", headers: HANDSHAKE });
    assertEquals([path, response.status, response.headers.get("allow")], [path, 405, "GET, HEAD"]);
  }
});

test("Any other path answers 404", async () => {
  const { gateway } = setUpGateway();
  for (const path of ["/", "/ws", "/ws/stt/", "/ws/stt2"]) {
    assertEquals([path, (await gateway.app.request(path)).status], [path, 404]);
  }
});

test("A route that throws answers 500 and reports a bug", async () => {
  const { gateway, bugs } = setUpGateway();
  const bug = new Error("the upgrade has failed");
  const upgrade = () => {
    throw bug;
  };
  const response = await gateway.app.request(STT, { headers: HANDSHAKE }, { remote, upgrade });
  assertEquals([response.status, bugs], [500, [bug]]);
});

test("GET /metrics counts sessions and frames by what became of them", async () => {
  const { gateway, clock, inference } = setUpGateway();
  const session = gateway.sessions.open(new FakeSocket());
  session.receiveText('{"type":"start"}');
  const frame = new Uint8Array(generatedPcm(0, 1, 1).buffer);
  for (let i = 0; i < 3; i++) session.receiveFrame(frame);
  clock.advance(1000);
  clock.advance(80);
  await inference.answer();
  session.receiveFrame(frame);
  gateway.sessions.open(new FakeSocket()).receiveText("no start");
  await gateway.app.request(STT, {}, { remote });

  const response = await gateway.app.request("/metrics");
  const text = await response.text();
  assertStringIncludes(response.headers.get("content-type")!, "text/plain");
  const expected = [
    "stt_gateway_sessions 2",
    "stt_gateway_sessions_opened_total 2",
    "stt_gateway_frames_received_total 4",
    'stt_gateway_frames_ended_total{outcome="acknowledged"} 3',
    "stt_gateway_frames_buffered 1",
    `stt_gateway_buffered_bytes ${32 * FRAME_BYTES}`,
    "stt_gateway_max_sessions 2",
    'stt_gateway_close_codes_total{code="1000"} 0',
    'stt_gateway_inference_seconds_bucket{outcome="answered",le="0.075"} 0',
    'stt_gateway_inference_seconds_bucket{outcome="answered",le="0.1"} 1',
    'stt_gateway_inference_seconds_bucket{outcome="answered",le="+Inf"} 1',
    'stt_gateway_inference_seconds_sum{outcome="answered"} 0.08',
    'stt_gateway_inference_seconds_count{outcome="failed"} 0',
    'stt_gateway_flush_lateness_seconds_bucket{le="0.001"} 1',
    'stt_gateway_oldest_frame_age_seconds_bucket{le="1.05"} 0',
    'stt_gateway_oldest_frame_age_seconds_bucket{le="1.1"} 1',
    "stt_gateway_newest_frame_age_seconds_sum 1.08",
    "stt_gateway_event_loop_delay_seconds_count 0",
    'stt_gateway_circuit_breakers{state="open"} 0',
    "stt_gateway_log_lines_dropped_total 0",
    "stt_gateway_partials_total 1",
    'stt_gateway_upgrades_refused_total{reason="not_an_upgrade"} 1',
    'stt_gateway_errors_total{kind="timeout"} 0',
    'stt_gateway_build_info{runtime="test",version="1.2.3",variant="test-tuned",inference_client="x",inference_protocol="y"} 1',
  ];
  const lines = text.split("\n");
  for (const line of expected) assert(lines.includes(line), `${line} in ${text}`);
});

test("GET /metrics can be scraped again and again", async () => {
  const { gateway } = setUpGateway();
  const first = await (await gateway.app.request("/metrics")).text();
  const second = await (await gateway.app.request("/metrics")).text();
  const names = (text: string) => text.split("\n").filter((line) => line.startsWith("# TYPE"));
  assertEquals(names(second), names(first));
});
