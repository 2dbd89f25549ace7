/**
 * The bytes of an HTTP/1.1 response (RFC 9112) after which the connection ends; without the body for
 * a `HEAD`.
 */
export async function encodeResponse(response: Response, method: string): Promise<Uint8Array> {
  const body = new Uint8Array(await response.arrayBuffer());
  const lines = [`HTTP/1.1 ${response.status} ${REASONS[response.status] ?? ""}`];
  const hop = ["connection", "content-length"];
  for (const [name, value] of response.headers) {
    if (!hop.includes(name)) lines.push(`${name}: ${value}`);
  }
  const connection = [response.headers.get("connection"), "close"].filter(Boolean).join(", ");
  lines.push(`connection: ${connection}`, `content-length: ${body.byteLength}`, "", "");
  const head = new TextEncoder().encode(lines.join("\r\n"));
  if (method === "HEAD") return head;
  const bytes = new Uint8Array(head.byteLength + body.byteLength);
  bytes.set(head);
  bytes.set(body, head.byteLength);
  return bytes;
}

/** Of the statuses that a gateway answers with (RFC 9110 §15). */
const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  426: "Upgrade Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  505: "HTTP Version Not Supported",
};
