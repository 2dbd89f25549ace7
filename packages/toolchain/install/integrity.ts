import { createHash } from "node:crypto";

/** The sha512 of a file as npm writes it: `sha512-` and base64 (W3C Subresource Integrity). */
export async function integrityOf(path: string): Promise<string> {
  const hash = createHash("sha512");
  using file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return `sha512-${hash.digest("base64")}`;
}
