import type { Progress } from "@stt-bench/bench";

/** Hands every text that a bench tells of its runs, problems among them, to `tell`. */
export function recordingProgress(tell: (text: string) => void): Progress {
  return {
    isLive: false,
    note: tell,
    step: (_step, run) =>
      run((each) => {
        if (typeof each === "string") tell(each);
        else if (each.kind === "problem") tell(each.text);
      }),
  };
}
