import type { ErrorCode } from "./error_code.ts";

/** What ends a whole connection: the code for GOAWAY, and what was expected and what came. */
export interface ConnectionError {
  readonly code: ErrorCode;
  readonly message: string;
}
