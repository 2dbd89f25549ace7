import * as v from "valibot";

/** Strict schema of {@linkcode ProtocolStep}. */
export const ProtocolStep = v.strictObject({
  /** The part of the published results that it measures; its folder of results is called so. */
  name: v.picklist(["cost", "capacity", "scaling"]),
  program: v.picklist(["bench", "bracket"]),
  /** Its arguments, but for those that say where its results go. */
  args: v.array(v.string()),
});

/** One command of the reference protocol. */
export type ProtocolStep = v.InferOutput<typeof ProtocolStep>;
