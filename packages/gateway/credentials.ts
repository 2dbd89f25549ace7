import { UsageError } from "@stt-bench/program";
import type { AccessTokens } from "./access_tokens.ts";
import type { Configuration } from "./configuration.ts";
import { loadAccessTokens } from "./load_access_tokens.ts";
import { loadTlsIdentity } from "./tls_identity.ts";
import type { TlsIdentity } from "./tls_identity.ts";

/** What a gateway reads from files before it listens. */
export interface Credentials {
  /** Undefined: nobody needs a token. */
  readonly tokens: AccessTokens | undefined;
  /** Undefined: it serves without TLS. */
  readonly tls: TlsIdentity | undefined;
}

/**
 * Reads the credentials that a configuration names.
 *
 * @throws {UsageError} that says of each what is wrong with it, and quotes none.
 */
export function readCredentials(
  { AUTH_TOKENS, TLS_CERT, TLS_KEY }: Pick<Configuration, "AUTH_TOKENS" | "TLS_CERT" | "TLS_KEY">,
): Credentials {
  const problems: string[] = [];
  const attempt = <T>(load: () => T): T | undefined => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const tokens = attempt(() => loadAccessTokens(AUTH_TOKENS));
  const tls = attempt(() => loadTlsIdentity(TLS_CERT, TLS_KEY));
  if (problems.length > 0) throw new UsageError(problems);
  return { tokens, tls };
}
