/** The HTTP base URL of the server that a WebSocket URL points to. */
export function baseUrl(webSocketUrl: string): string {
  const url = new URL("/", webSocketUrl);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url.href;
}
