/** Says in one line that nobody can listen on `hostname`:`port`; `error` has the system's `code`. */
export function listenError(hostname: string, port: number, error: unknown): Error {
  const { code, message } = error as Error & { code?: string };
  const expected = "an address of this machine and a free port";
  return new Error(
    `Cannot listen on ${hostname}:${port}: expected ${expected}, got ${code ?? message}`,
  );
}
