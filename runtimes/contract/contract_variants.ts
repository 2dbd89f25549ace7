import { reactorVariants, variants } from "@stt-bench/bench";
import type { RuntimeVariant } from "@stt-bench/bench";

/** Every gateway of ours that the contract holds for, in the order of tables. */
export const contractVariants: readonly RuntimeVariant[] = [...variants, ...reactorVariants];
