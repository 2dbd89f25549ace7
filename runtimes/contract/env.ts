/** Variables of a gateway or a simulator. */
export type Env = Readonly<Record<string, string | number>>;

/** The variables as a process takes them. */
export function textsOf(env: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
}
