/**
 * Is `text` the start message as the wire protocol has it: a JSON object with the one field `type`,
 * and `"start"` in it? Written without the schema that gateways use, to be held against them.
 */
export function isStrictStart(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  return fields.length === 1 && fields[0]![0] === "type" && fields[0]![1] === "start";
}
