import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A package that a {@linkcode Registry} has, in its only version. */
export interface RegistryPackage {
  /** What its `package.json` says; at least its `name` and `version`. */
  readonly manifest: { readonly name: string; readonly version: string };
  /** Path of its tarball. */
  readonly tarball: string;
}

/** An npm registry on loopback. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
}

/** Serves `packages` as npm's registry does, and knows no other. */
export async function startRegistry(packages: readonly RegistryPackage[]): Promise<Registry> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const documents = new Map<string, Uint8Array | string>();
  for (const { manifest, tarball } of packages) {
    const bytes = await readFile(tarball);
    const path = `${manifest.name}/-/${manifest.version}.tgz`;
    documents.set(path, bytes);
    documents.set(manifest.name, packument(manifest, `${url}${path}`, bytes));
  }
  server.on("request", ({ url = "" }, response) => {
    const document = documents.get(decodeURIComponent(url.slice(1)));
    if (document === undefined) response.writeHead(404).end("{}");
    else response.end(document);
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** What a registry says of a package. It was published long ago: Deno takes nothing of today. */
function packument(
  manifest: RegistryPackage["manifest"],
  tarball: string,
  bytes: Uint8Array,
): string {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  return JSON.stringify({
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { ...manifest, dist: { tarball, integrity } } },
    time: { [version]: "2020-01-01T00:00:00.000Z" },
  });
}
