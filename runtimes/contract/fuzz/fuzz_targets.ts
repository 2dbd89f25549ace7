import { answersTarget } from "./answers/answers_target.ts";
import { faultsTarget } from "./faults/faults_target.ts";
import { framesTarget } from "./frames/frames_target.ts";
import type { FuzzTarget } from "./fuzz_target.ts";
import { headsTarget } from "./heads/heads_target.ts";
import { startsTarget } from "./starts/starts_target.ts";

/** Every boundary of a gateway, from its clients to its model. */
export const fuzzTargets: readonly FuzzTarget[] = [
  headsTarget,
  framesTarget,
  startsTarget,
  answersTarget,
  faultsTarget,
];
