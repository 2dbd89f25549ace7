import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import type { HeaderReader } from "@stt-bench/websocket";

/** A browser cannot set a header: it offers its token as the subprotocol `bearer.<token>`. */
const BEARER_SUBPROTOCOL = "bearer.";

/** Tokens of one request that are looked at: an honest client brings one, in either place. */
const MAX_PRESENTED = 4;

/** A token that fits into both places: RFC 6750 §2.1, without what no subprotocol may hold. */
const TOKEN = /^[A-Za-z0-9._~+-]+$/;

/** A token as a client has brought it. */
export interface Credential {
  readonly token: string;
  /** The subprotocol that it came as: browsers insist on one that they have offered. */
  readonly subprotocol: string | undefined;
}

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

  /** Does a request with these headers bring one of the tokens, and as which subprotocol? */
  admit(header: HeaderReader): Credential | undefined {
    let admitted: Credential | undefined;
    for (const credential of presented(header)) {
      if (this.#has(credential.token)) admitted ??= credential;
    }
    return admitted;
  }

  /** Compares digests of one length, and with all of them: the time says nothing of any token. */
  #has(token: string): boolean {
    const given = digest(token);
    let isEqual = false;
    for (const known of this.#digests) isEqual = timingSafeEqual(known, given) || isEqual;
    return isEqual;
  }
}

function presented(header: HeaderReader): Credential[] {
  const [, bearer] = /^bearer +(\S+)$/i.exec(header("authorization") ?? "") ?? [];
  const credentials: Credential[] = (header("sec-websocket-protocol") ?? "").split(",")
    .map((name) => name.trim())
    .filter((name) => name.startsWith(BEARER_SUBPROTOCOL))
    .map((subprotocol) => ({ token: subprotocol.slice(BEARER_SUBPROTOCOL.length), subprotocol }));
  if (bearer !== undefined) credentials.push({ token: bearer, subprotocol: undefined });
  return credentials.slice(-MAX_PRESENTED);
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
