/**
 * The base URL at which a client on this machine reaches a server that listens on `host`, with TLS or
 * without.
 */
export function listeningUrl(host: string, port: number, isTls = false): string {
  return `${isTls ? "https" : "http"}://${connectableHost(host)}:${port}`;
}

function connectableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
