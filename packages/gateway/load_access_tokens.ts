import { readFileSync } from "node:fs";
import { UsageError } from "@stt-bench/program";
import { AccessTokens, parseTokens } from "./access_tokens.ts";

/**
 * The tokens that `AUTH_TOKENS` names: between commas, or one a line in the file behind an `@`.
 * Undefined when it is empty: nobody needs a token.
 *
 * @throws {UsageError} without any of the tokens in it.
 */
export function loadAccessTokens(source: string): AccessTokens | undefined {
  return source === "" ? undefined : new AccessTokens(readTokens(source));
}

/**
 * Reads the tokens again; when they can't be read, those from before stay.
 *
 * @throws {UsageError} as {@linkcode loadAccessTokens}.
 */
export function reloadAccessTokens(tokens: AccessTokens, source: string): void {
  tokens.replace(readTokens(source));
}

function readTokens(source: string): string[] {
  try {
    const isFile = source.startsWith("@");
    return parseTokens(isFile ? readFileSync(source.slice(1), "utf8") : source);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError([`Cannot read AUTH_TOKENS: ${problem}`]);
  }
}
