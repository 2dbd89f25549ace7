import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { exitWithParent } from "@stt-bench/program";

// A server that listens like a gateway and answers everything with its METRICS.

exitWithParent();
const server = createServer((_, response) => response.end(process.env["METRICS"]));
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ event: "listening", name: "metrics", url })}\n`);
});
