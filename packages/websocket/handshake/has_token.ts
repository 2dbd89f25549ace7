/** Is `token` (lower case) in a comma-separated header, whatever its case (RFC 9110 §5.6.1)? */
export function hasToken(list: string | null | undefined, token: string): boolean {
  return list?.toLowerCase().split(",").some((item) => item.trim() === token) ?? false;
}
