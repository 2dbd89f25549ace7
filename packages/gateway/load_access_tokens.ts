import { UsageError } from "@stt-bench/program";
import { AccessTokens, parseTokens } from "./access_tokens.ts";
import { readFileOf } from "./read_file_of.ts";

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
  const isFile = source.startsWith("@");
  const text = isFile ? readFileOf("AUTH_TOKENS", source.slice(1)) : source;
  try {
    return parseTokens(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError([`Cannot read AUTH_TOKENS: ${problem}`]);
  }
}
