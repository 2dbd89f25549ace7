import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import type { HeaderReader } from "@stt-bench/websocket";

/** A browser cannot set a header: it offers its token as the subprotocol `bearer.<token>`. */
export const BEARER_SUBPROTOCOL = "bearer.";

/** A token that fits into both places: RFC 6750 §2.1, without what no subprotocol may hold. */
const TOKEN = /^[A-Za-z0-9._~+-]+$/;

/** The tokens with which clients may open sessions; may be replaced while sessions are open. */
export class AccessTokens {
  #digests: readonly Buffer[];

  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digest);
  }

  /** How many there are. */
  get size(): number {
    return this.#digests.length;
  }

  /** From now on `tokens` count, and no other. */
  replace(tokens: readonly string[]): void {
    this.#digests = tokens.map(digest);
  }

  /** Does a request with these headers bring one of the tokens? */
  admits(header: HeaderReader): boolean {
    let isKnown = false;
    for (const token of presented(header)) isKnown = this.#has(token) || isKnown;
    return isKnown;
  }

  /** Compares digests of one length, and with all of them: the time says nothing of any token. */
  #has(token: string): boolean {
    const given = digest(token);
    let isEqual = false;
    for (const known of this.#digests) isEqual = timingSafeEqual(known, given) || isEqual;
    return isEqual;
  }
}

function presented(header: HeaderReader): string[] {
  const [, bearer] = /^bearer +(\S+)$/i.exec(header("authorization") ?? "") ?? [];
  const subprotocols = (header("sec-websocket-protocol") ?? "").split(",")
    .map((name) => name.trim())
    .filter((name) => name.startsWith(BEARER_SUBPROTOCOL))
    .map((name) => name.slice(BEARER_SUBPROTOCOL.length));
  return bearer === undefined ? subprotocols : [bearer, ...subprotocols];
}

/**
 * Reads tokens that commas or line ends separate.
 *
 * @throws {RangeError} when there are none, or one has a character that a token may not have; it says
 * which by number.
 */
export function parseTokens(text: string): string[] {
  const tokens = text.split(/[,\r\n]/).map((token) => token.trim()).filter(Boolean);
  if (tokens.length === 0) throw new RangeError("expected at least one token, got none");
  const wrong = tokens.findIndex((token) => !TOKEN.test(token)) + 1;
  if (wrong === 0) return tokens;
  const expected = "expected tokens of letters, digits and . _ ~ + -";
  throw new RangeError(`${expected}, got another character in number ${wrong}`);
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
