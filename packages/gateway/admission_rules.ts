import process from "node:process";
import type { Logger } from "@logtape/logtape";
import type { AccessTokens } from "./access_tokens.ts";
import type { AdmissionRules } from "./admission.ts";
import type { Configuration } from "./configuration.ts";
import { reloadAccessTokens } from "./load_access_tokens.ts";
import { TrustedProxies } from "./trusted_proxies.ts";

/**
 * The rules that a configuration asks for. At SIGHUP the `tokens` are read again; when that fails,
 * those from before stay, and the log says so.
 */
export function admissionRules(
  configuration: Configuration,
  tokens: AccessTokens | undefined,
  log: Logger,
): AdmissionRules {
  const { AUTH_TOKENS, ALLOWED_ORIGINS, TRUSTED_PROXIES, MAX_SESSIONS_PER_IP } = configuration;
  // Without a listener SIGHUP would end the process.
  process.on("SIGHUP", () => {
    try {
      if (tokens) reloadAccessTokens(tokens, AUTH_TOKENS);
      log.info("gateway reloads", { tokens: tokens?.size ?? 0 });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      log.error("gateway keeps its tokens", { problem });
    }
  });
  return {
    tokens,
    origins: ALLOWED_ORIGINS.length > 0 ? new Set(ALLOWED_ORIGINS) : undefined,
    proxies: new TrustedProxies(TRUSTED_PROXIES),
    maxSessionsPerAddress: MAX_SESSIONS_PER_IP,
  };
}
