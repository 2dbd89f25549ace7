import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { computeAnswer, generatedPcm, parseServerMessage } from "@stt-bench/protocol";
import { findTool } from "@stt-bench/toolchain";
import { WebSocket } from "ws";

const example = fileURLToPath(new URL("./ws_server.ts", import.meta.url));
const readme = fileURLToPath(new URL("../../../README.md", import.meta.url));

test("README shows the example as it stands", async () => {
  const [code, page] = await Promise.all([readFile(example, "utf8"), readFile(readme, "utf8")]);
  assertStringIncludes(page, `\`\`\`ts\n${code}\`\`\``);
});

for (const runtime of ["deno", "node", "bun"] as const) {
  test(`The example behind ws answers a client of ws on ${runtime}`, async () => {
    const { path } = await findTool(runtime);
    const args = runtime === "deno" ? ["run", "-A", example] : [example];
    const server = spawn(path, args, { env: { ...process.env, PORT: "0" } });
    try {
      const [line] = await once(server.stdout, "data");
      const client = new WebSocket(`ws://127.0.0.1:${JSON.parse(String(line)).port}`);
      await once(client, "open");
      client.send('{"type":"start"}');
      for (let seq = 1; seq <= 3; seq++) client.send(generatedPcm(0, seq, seq));
      const [message] = await once(client, "message");
      const { oldest_frame_seq, newest_frame_seq, ...partial } = parseServerMessage(
        String(message),
      );
      assertEquals([oldest_frame_seq, newest_frame_seq], [1, 3]);
      const { checksum } = computeAnswer(generatedPcm(0, 1, 3), 4);
      assertEquals("checksum" in partial && partial.checksum, checksum);
      client.terminate();
    } finally {
      process.kill(server.pid!, "SIGKILL");
      await once(server, "exit");
    }
  });
}
