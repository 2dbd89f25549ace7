// The health check of our images, in what they have: a runtime, no shell and no curl. It asks the
// server of this container on PORT and exits with 0 when that answers 200 to GET /health, else with 1.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import process from "node:process";

/** Less than the timeout of a `HEALTHCHECK`, which kills without a word. */
const TIMEOUT_MS = 4000;

const { PORT, TLS_CERT } = process.env;
// The certificate is for the name that clients use, not for the loopback address.
const options = { host: "127.0.0.1", port: PORT, path: "/health", rejectUnauthorized: false };
const request = (TLS_CERT ? requestHttps : requestHttp)(options, (response) => {
  if (response.statusCode === 200) process.exit(0);
  fail(`got status ${response.statusCode}`);
});
request.setTimeout(TIMEOUT_MS, () => fail(`got nothing for ${TIMEOUT_MS} ms`));
request.on("error", (error) => fail(error.message));
request.end();

function fail(got: string): never {
  process.stderr.write(`Cannot get /health on port ${PORT}: expected status 200, ${got}\n`);
  process.exit(1);
}
