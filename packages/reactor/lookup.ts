/** Resolves a name, or an address in digits, to one address in digits; rejects when there is none. */
export type Lookup = (hostname: string) => Promise<{ readonly address: string }>;
