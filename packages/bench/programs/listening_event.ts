import * as v from "valibot";

/** The one line of JSON that a server prints when it listens; it may carry more fields. */
const listeningEvent = v.looseObject({
  event: v.literal("listening"),
  name: v.string(),
  url: v.pipe(v.string(), v.url()),
  /** What a gateway posts batches with, and which protocol that is. */
  inference_client: v.optional(v.string()),
  inference_protocol: v.optional(v.string()),
  /** The version of its runtime. */
  version: v.optional(v.string()),
  /** Where a gateway with several workers tells of all of them. */
  admin_url: v.optional(v.pipe(v.string(), v.url())),
});

/** The line that says that a server listens, and at which URL. */
export type ListeningEvent = v.InferOutput<typeof listeningEvent>;

/** Reads a line of standard output; undefined if it is anything but a {@linkcode ListeningEvent}. */
export function parseListeningEvent(line: string): ListeningEvent | undefined {
  try {
    const result = v.safeParse(listeningEvent, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
