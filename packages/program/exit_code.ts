/** How a program ended; the same numbers in every program. */
export const ExitCode = {
  /** It did what it was asked, and every check passed. */
  pass: 0,
  /** A check failed, or the program could not go on. */
  fail: 1,
  /** Wrong flags or variables; nothing was started. */
  usage: 2,
  /** The tools or the machine were the limit: the result means nothing. */
  invalid: 3,
  /** Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** One of {@linkcode ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
