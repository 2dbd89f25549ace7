/** Reads one header by its lower-case name; nothing when it isn't there. */
export type HeaderReader = (name: string) => string | null | undefined;

/** What request and response have in common (RFC 9112 §2.1). */
export interface Head {
  /** Values by lower-case name; those of a repeated header are joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  /** 1.1 stands for every later 1.x as well (RFC 9110 §2.5). */
  readonly version: "1.0" | "1.1";
}

/** The head of an HTTP request. */
export interface RequestHead extends Head {
  /** As it came: methods are case-sensitive. */
  readonly method: string;
  /** As it came: a path with its query, as a rule. */
  readonly target: string;
}

/** The head of an HTTP response. */
export interface ResponseHead extends Head {
  /** Three digits. */
  readonly status: number;
}

/** Why a head can't be read, and the status that a server answers with. */
export interface MalformedHead {
  /** Tells it from a head that is whole, or not yet. */
  readonly state: "malformed";
  /** 400 for a bad form, 431 for too much, 505 for another version of HTTP. */
  readonly status: 400 | 431 | 505;
  /** For people. */
  readonly message: string;
}

/** A {@linkcode MalformedHead} with status 400. */
export function malformed(message: string): MalformedHead {
  return { state: "malformed", status: 400, message };
}
