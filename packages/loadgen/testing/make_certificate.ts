import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Files of a certificate for 127.0.0.1, and of the authority that signed it. */
export interface Certificate {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate in `folder`; rejects where there is no openssl. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const openssl = (args: string) =>
    promisify(execFile)("openssl", args.split(" "), { cwd: folder });
  const newKey = "-newkey rsa:2048 -nodes";
  await openssl(`req -x509 ${newKey} -days 1 -subj /CN=test -keyout ca.key -out ca.pem`);
  const names = "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1";
  await openssl(`req ${newKey} ${names} -keyout key.pem -out request.pem`);
  const authority = "-CA ca.pem -CAkey ca.key -CAcreateserial";
  await openssl(
    `x509 -req -in request.pem ${authority} -days 1 -copy_extensions copyall -out cert.pem`,
  );
  return {
    ca: join(folder, "ca.pem"),
    key: join(folder, "key.pem"),
    cert: join(folder, "cert.pem"),
  };
}
