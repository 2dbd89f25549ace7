/** An object that tells which of its fields have been read, at any depth. */
export interface WatchedReads {
  /** Stands for the object: whoever reads it reads the object. */
  readonly watched: unknown;
  /** Paths of fields that nobody has read, such as `spec.template.sepc`; without those below them. */
  unread(): string[];
}

/** Watches which fields of the JSON value `value` are read. */
export function watchReads(value: unknown): WatchedReads {
  const reads = new Map<object, Set<PropertyKey>>();
  return { watched: watch(value, reads), unread: () => unreadIn(value, reads, []) };
}

function watch(value: unknown, reads: Map<object, Set<PropertyKey>>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const keys = new Set<PropertyKey>();
  reads.set(value, keys);
  const fields = new Map<PropertyKey, unknown>();
  return new Proxy(value, {
    get(target, key, receiver) {
      keys.add(key);
      if (!fields.has(key)) fields.set(key, watch(Reflect.get(target, key, receiver), reads));
      return fields.get(key);
    },
  });
}

function unreadIn(
  value: unknown,
  reads: Map<object, Set<PropertyKey>>,
  path: readonly string[],
): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const at = [...path, key];
    return reads.get(value)?.has(key) ? unreadIn(field, reads, at) : [at.join(".")];
  });
}
