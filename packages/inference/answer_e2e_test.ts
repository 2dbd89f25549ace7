import { after, test } from "node:test";
import { generatedPcm } from "@stt-bench/protocol";
import golden from "@stt-bench/protocol/golden.json" with { type: "json" };
import { assertEquals } from "@std/assert";
import { startOn } from "./testing/start_on.ts";

const literal = golden.literal_samples.map(({ samples_s16, cpu_passes, answer }) => ({
  samples: Int16Array.from(samples_s16),
  cpu_passes,
  answer,
}));
const generated = golden.generated_pcm.map((vector) => ({
  samples: generatedPcm(vector.session, vector.first_frame, vector.last_frame),
  cpu_passes: vector.cpu_passes,
  answer: vector.answer,
}));
const vectors = [...literal, ...generated];

/** Deno's `fetch` (hyper: nobody of ours) over each protocol. */
const clients = {
  "HTTP/1.1": Deno.createHttpClient({ http2: false }),
  "h2c": Deno.createHttpClient({ http1: false }),
};

for (const runtime of ["node", "bun"] as const) {
  const { child, event } = await startOn(runtime);
  after(() => child.stop());

  for (const [protocol, client] of Object.entries(clients)) {
    const post = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${event.url}/infer`, { method: "POST", body, headers, client });

    test(`Simulator on ${runtime} answers the golden vectors over ${protocol}`, async () => {
      for (const { samples, cpu_passes, answer } of vectors) {
        const response = await post(samples, { "x-cpu-passes": String(cpu_passes) });
        assertEquals(response.status, 200);
        assertEquals(response.headers.get("content-type"), "application/json");
        assertEquals(await response.json(), answer);
      }
    });

    test(`Simulator on ${runtime} answers 100 requests at once over ${protocol}`, async () => {
      const { samples, cpu_passes, answer } = generated.at(-1)!;
      const headers = { "x-cpu-passes": String(cpu_passes) };
      const answers = await Promise.all(
        Array.from({ length: 100 }, async () => (await post(samples, headers)).json()),
      );
      assertEquals(answers, Array(100).fill(answer));
    });

    test(`Simulator on ${runtime} refuses what is no request over ${protocol}`, async () => {
      const statusOf = async (path: string, method: string) => {
        const response = await fetch(event.url + path, { method, client });
        await response.body?.cancel();
        return [response.status, response.headers.get("allow")];
      };
      assertEquals(await statusOf("/health", "GET"), [200, null]);
      assertEquals(await statusOf("/infer", "GET"), [405, "POST"]);
      assertEquals(await statusOf("/health", "POST"), [405, "GET"]);
      assertEquals(await statusOf("/infer?x=1", "DELETE"), [405, "POST"]);
      assertEquals(await statusOf("/nowhere", "GET"), [404, null]);
      assertEquals(await statusOf("/faults", "GET"), [404, null]);
      const odd = await post(new Uint8Array(3));
      assertEquals([odd.status, await odd.text()], [
        400,
        "Cannot infer: expected whole 16-bit samples, got 3 bytes\n",
      ]);
    });

    test(`Simulator on ${runtime} takes no fault over ${protocol} unless it was started with FAULTS=1`, async () => {
      const response = await post(new Uint8Array(2), {
        "x-fault": '{"kind":"status","status":503}',
      });
      assertEquals(response.status, 200);
      await response.body?.cancel();
    });
  }
}
