/** Random words that wait to be used; one call of the system fills all of them. */
const pool = new Uint32Array(256);
let used = pool.length;

/** A masking key that nobody can predict (RFC 6455 §5.3, §10.3). */
export function randomMask(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return pool[used++]!;
}
