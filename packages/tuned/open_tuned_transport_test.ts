import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import type { TransportResult } from "@stt-bench/gateway";
import { openTunedTransport } from "./open_tuned_transport.ts";
import { FakePeer } from "./testing/fake_peer.ts";
import * as server from "./testing/http2_server.ts";
import type { Address } from "./tcp_socket.ts";

/** A transport, and the servers that it connects to, one after the other. */
function setUp(url: string) {
  const clock = new ManualClock();
  const addresses: Address[] = [];
  const peers: FakePeer[] = [];
  const transport = openTunedTransport(
    (address, events) => {
      const peer = new FakePeer(clock);
      addresses.push(address);
      peers.push(peer);
      peer.reportTo(events);
      clock.schedule(clock.now(), () => events.onOpen(peer.socket));
    },
    { url: new URL(url), headers: { "x-passes": "4" }, connections: 1, tickMs: 20 },
    clock,
  );
  const post = (traceparent?: string) => {
    const results: TransportResult[] = [];
    const bytes = new Uint8Array(transport.layout!.byteLength(1));
    const request = transport.post({ bytes, frames: 1, traceparent }, {
      onEnd: (result) => results.push(result),
    });
    clock.advance(0);
    return { request, results };
  };
  return { clock, addresses, peers, transport, post };
}

const addresses: [url: string, address: Address][] = [
  ["http://model:9000/infer", { hostname: "model", port: 9000 }],
  ["http://model/infer", { hostname: "model", port: 80 }],
  ["http://[::1]:9000/infer", { hostname: "::1", port: 9000 }],
];

for (const [url, address] of addresses) {
  test(`Tuned transport connects for ${url} to port ${address.port} of ${address.hostname}`, () => {
    const { addresses, post } = setUp(url);
    post();
    assertEquals(addresses, [address]);
  });
}

test("Tuned transport posts a request for its URL with its headers, and hands the answer on", () => {
  const { clock, peers, post } = setUp("http://model:9000/v1/infer?lang=en");
  const { results } = post();
  const [peer] = peers;
  peer!.send(server.settings());
  const frames = server.readFrames(peer!.socket.written);
  const headers = frames.find(({ type }) => type === server.HEADERS)!;
  const text = new TextDecoder().decode(headers.payload);
  for (const part of ["model:9000", "/v1/infer?lang=en", "x-passes", "4"]) {
    assertStringIncludes(text, part);
  }
  peer!.send(server.answer(1, "yes"));
  clock.advance(20);
  assertEquals(results.map(({ outcome }) => outcome), ["answered"]);
});

test("Tuned transport passes the trace of a batch on", () => {
  const { peers, post } = setUp("http://model/");
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  post(traceparent);
  post();
  peers[0]!.send(server.settings());
  const [traced, other] = server.readFrames(peers[0]!.socket.written)
    .filter(({ type }) => type === server.HEADERS)
    .map(({ payload }) => new TextDecoder().decode(payload));
  assertStringIncludes(traced!, `traceparent\x37${traceparent}`);
  assertEquals(other!.includes("traceparent"), false);
});

test("Tuned transport sends what a leaving server has refused again, to the next one", () => {
  const { clock, peers, post } = setUp("http://model/");
  const { results } = post();
  peers[0]!.send(server.settings());
  peers[0]!.send(server.goAway(0));
  clock.advance(100);
  peers[1]!.send(server.settings());
  peers[1]!.send(server.answer(1));
  clock.advance(20);
  assertEquals([results.map(({ outcome }) => outcome), peers.length], [["answered"], 2]);
});
