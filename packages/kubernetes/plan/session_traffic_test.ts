import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { sessionTraffic } from "./session_traffic.ts";

test("sessionTraffic is 256 kbit/s of audio each way, and what carries it", () => {
  const { fromClient, toModel } = sessionTraffic({ tls: false });
  // 50 packets of 640 + 8 + 66 bytes, and half an acknowledgement of 66.
  assertEquals(fromClient, { bytes: 50 * 714 + 33, packets: 50.5 });
  // 32 000 bytes, two frames and the block of headers: 23 segments of at most 1448.
  assertEquals(toModel, { bytes: 32_000 + 3 * 9 + 20 + 23 * 66 + 33, packets: 23.5 });
});

test("TLS adds a record to each message of a client, and nothing towards the model", () => {
  const [plain, tls] = [false, true].map((tls) => sessionTraffic({ tls }));
  assertEquals(tls!.fromClient.bytes - plain!.fromClient.bytes, 50 * 22);
  assertEquals(tls!.toClient.bytes - plain!.toClient.bytes, 22);
  assertEquals(tls!.toModel, plain!.toModel);
});
