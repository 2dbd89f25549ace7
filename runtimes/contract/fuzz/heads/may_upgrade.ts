import { STT_PATH } from "@stt-bench/protocol";
import type { Allowances } from "../allowances.ts";

/** 16 bytes in base64, with whatever bits their last character leaves over. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/**
 * Could a generous reader take `head` for a WebSocket handshake at the endpoint (RFC 6455 §4.2.1)?
 * Where it could not, no connection may be upgraded. Line ends may lack their CR, names may be
 * repeated, white space is nobody's business, and a URL may lack a slash (WHATWG URL §4.4).
 */
export function mayUpgrade(head: string, { upgradesHttp10 }: Allowances): boolean {
  const [lines, rest] = head.replace(/^(\r?\n)+/, "").split(/\r?\n\r?\n/, 2);
  if (lines === undefined || rest === undefined) return false;
  const [requestLine = "", ...fields] = lines.split(/\r?\n/);
  const [method, target = "", version] = requestLine.trim().split(/\s+/);
  const path = decoded(target.replace(/^[a-z]+:\/+[^/]*/i, "").split(/[?#]/)[0]!);
  const isVersion = version === "HTTP/1.1" || version === "HTTP/1.0" && upgradesHttp10 === true;
  if (method !== "GET" || path !== STT_PATH || !isVersion) return false;
  const has = (name: string, value: RegExp) => valuesOf(fields, name).some((v) => value.test(v));
  return has("upgrade", /\bwebsocket\b/i) && has("connection", /\bupgrade\b/i) &&
    has("sec-websocket-version", /^13$/) && has("sec-websocket-key", KEY);
}

/** A path with its escapes resolved (RFC 3986 §2.4), or as it is where they make no sense. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function valuesOf(fields: readonly string[], wanted: string): string[] {
  return fields.flatMap((field) => {
    const [name = "", ...value] = field.split(":");
    return name.trim().toLowerCase() === wanted ? [value.join(":").trim()] : [];
  });
}
