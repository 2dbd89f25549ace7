import { clearImmediate, setImmediate } from "node:timers";

/**
 * Calls `tick` about every millisecond and, as long as it returns true, once more in each turn of the
 * event loop, after what came in; until the returned function is called.
 */
export function everyMs(tick: () => boolean): () => void {
  let next: ReturnType<typeof setImmediate> | undefined;
  const run = () => {
    next = tick() ? setImmediate(run) : undefined;
  };
  // While `next` waits the timer must not start a second chain beside it, then a third: a busy tick
  // would run ever more often in one turn, and what came in would wait for all of them.
  const timer = setInterval(() => {
    if (next === undefined) run();
  }, 1);
  return () => {
    clearInterval(timer);
    clearImmediate(next);
  };
}
