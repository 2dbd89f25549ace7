/** Names of variables that change what a gateway or the simulator does; none of them holds a secret. */
const names =
  /^(CPU_PASSES|FLUSH_\w+|READ_INTERVAL_MS|TICK_MS|INFERENCE_(CONNECTIONS|CLIENT)|MODEL_\w+|WORKERS|WORKER_THREADS|MAX_\w+|\w+_TIMEOUT_MS|OVERFLOW_POLICY|CIRCUIT_BREAKER_\w+|TLS_CERT|FAULTS)$/;

/** Those variables of `environment` that change what is measured, so that a manifest has them. */
export function configurationVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment).sort()) {
    if (value !== undefined && names.test(name)) chosen[name] = value;
  }
  return chosen;
}
