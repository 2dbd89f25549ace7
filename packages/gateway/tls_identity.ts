import { createPrivateKey, X509Certificate } from "node:crypto";
import { UsageError } from "@stt-bench/program";
import { readFileOf } from "./read_file_of.ts";

/** What a server proves with who it is: the texts of both files. */
export interface TlsIdentity {
  /** The certificate and those between it and its authority, in PEM. */
  readonly cert: string;
  /** Its private key, in PEM. */
  readonly key: string;
}

/**
 * Reads the files that `TLS_CERT` and `TLS_KEY` name; undefined when they name none. They are looked
 * at here, since each runtime complains in its own way, and none names the file.
 *
 * @throws {UsageError} without any of the key in it.
 */
export function loadTlsIdentity(certFile: string, keyFile: string): TlsIdentity | undefined {
  if (certFile === "" || keyFile === "") return undefined;
  const cert = readFileOf("TLS_CERT", certFile);
  const key = readFileOf("TLS_KEY", keyFile);
  const certificate = parse("TLS_CERT", "a certificate in PEM", () => new X509Certificate(cert));
  const privateKey = parse(
    "TLS_KEY",
    "a private key in PEM, without a passphrase",
    () => createPrivateKey(key),
  );
  if (!certificate.checkPrivateKey(privateKey)) {
    const problem = "expected the key of the certificate in TLS_CERT, got another one";
    throw new UsageError([`Cannot use TLS_KEY: ${problem}`]);
  }
  return { cert, key };
}

function parse<T>(variable: string, expected: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new UsageError([`Cannot read ${variable}: expected ${expected}, got something else`]);
  }
}
