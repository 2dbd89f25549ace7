import { dirname, join } from "node:path";
import { demand, demandEqual } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Env } from "../env.ts";
import { skipWithoutOpenssl, testCertificate } from "../fixtures/certificate.ts";
import { startError } from "../start_error.ts";

/** Variables with which a gateway must not start, and what it says of them. */
type Row = readonly [env: Env, ...lines: string[]];

const NO_CERTIFICATE = "Cannot read TLS_CERT: expected a certificate in PEM, got something else";
const NO_KEY =
  "Cannot read TLS_KEY: expected a private key in PEM, without a passphrase, got something else";
const ANOTHER_KEY =
  "Cannot use TLS_KEY: expected the key of the certificate in TLS_CERT, got another one";
const HALF = "Cannot serve TLS: expected both TLS_CERT and TLS_KEY, got one of them";

/** Certificates and keys with which no gateway starts. */
export const tlsFileCases: readonly ContractCase[] = [
  {
    name: "tls-bad-files",
    claim: "A certificate or a key that is missing, unreadable or no such thing, or that do not " +
      "go together, are named in one line, with exit code 2",
    skip: skipWithoutOpenssl,
    run: async (bed) => {
      const { chain: TLS_CERT, key: TLS_KEY, lockedKey, otherKey } = await testCertificate();
      const folder = dirname(TLS_CERT);
      const missing = join(folder, "missing");
      const gone = `expected a readable file, got ENOENT at ${JSON.stringify(missing)}`;
      const noFile = `expected a readable file, got EISDIR at ${JSON.stringify(folder)}`;
      await expectRefusals(bed, [
        [{ TLS_CERT, TLS_KEY: folder }, `Cannot read TLS_KEY: ${noFile}`],
        [{ TLS_CERT: TLS_KEY, TLS_KEY }, NO_CERTIFICATE],
        [{ TLS_CERT, TLS_KEY: TLS_CERT }, NO_KEY],
        [{ TLS_CERT, TLS_KEY: lockedKey }, NO_KEY],
        [{ TLS_CERT, TLS_KEY: otherKey }, ANOTHER_KEY],
        [
          { TLS_CERT: missing, TLS_KEY, AUTH_TOKENS: `@${missing}` },
          `Cannot read AUTH_TOKENS: ${gone}`,
          `Cannot read TLS_CERT: ${gone}`,
        ],
      ]);
    },
  },
  {
    name: "tls-half",
    claim: "A certificate without a key, or a key without a certificate, is named in one line, " +
      "with exit code 2",
    run: async (bed) =>
      await expectRefusals(bed, [
        [{ TLS_CERT: "certificate.pem" }, HALF],
        [{ TLS_KEY: "key.pem" }, HALF],
      ]),
  },
];

async function expectRefusals(bed: Bed, rows: readonly Row[]): Promise<void> {
  for (const [env, ...lines] of rows) {
    const { summary, log } = await startError(bed, env);
    demand(summary.endsWith("it ended with exit code 2"), summary);
    demandEqual("What is said", log.join("\n"), lines.join("\n"));
  }
}
