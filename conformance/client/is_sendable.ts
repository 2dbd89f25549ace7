/** May a peer send this Close code (RFC 6455 §7.4, and what IANA has registered since)? */
export function isSendable(code: number): boolean {
  return code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code) ||
    code >= 3000 && code <= 4999;
}
