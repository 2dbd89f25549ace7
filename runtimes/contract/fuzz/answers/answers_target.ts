import { fuzzTarget } from "../fuzz_target.ts";
import type { FuzzTarget } from "../fuzz_target.ts";
import { quickGateway } from "../quick_gateway.ts";
import { answerBodies } from "./arbitrary_answers.ts";
import { playAnswers } from "./play_answers.ts";

/** JSON of the model. */
export const answersTarget: FuzzTarget = fuzzTarget({
  name: "answers",
  claim: "Of answers of the model exactly the valid ones become partials, the others a parse_error",
  env: quickGateway,
  hasBystander: false,
  parts: answerBodies,
  maxParts: 20,
  play: playAnswers,
});
