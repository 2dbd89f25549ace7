import * as v from "valibot";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "./manifest.ts";

const Named = v.looseObject({
  apiVersion: v.string(),
  kind: v.string(),
  metadata: v.looseObject({ name: v.string() }),
});

/**
 * The objects of a stream of YAML documents, without those that are empty. YAML is read as version 1.1,
 * as Kubernetes does: a plain `yes` is a boolean.
 *
 * @throws {Error} for what is no YAML, names a key twice, or is no object of Kubernetes.
 */
export function parseManifests(text: string): Manifest[] {
  const documents = parseAllDocuments(text, { version: "1.1" });
  return [...documents].flatMap((document, i) => {
    const [error] = document.errors;
    if (error !== undefined) {
      throw new Error(`Cannot read document ${i + 1} of the manifests: ${error.message}`);
    }
    const object: unknown = document.toJS();
    if (object === null) return [];
    const result = v.safeParse(Named, object);
    if (result.success) return [object as Manifest];
    const [issue] = result.issues;
    throw new Error(
      `Cannot read document ${i + 1} of the manifests: expected an object with apiVersion, kind ` +
        `and metadata.name, got ${v.getDotPath(issue) ?? "it"}: ${issue.received}`,
    );
  });
}
