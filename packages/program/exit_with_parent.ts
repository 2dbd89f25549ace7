import process from "node:process";

/** Set to `1` by a parent that holds the write end of its child's standard input. */
export const EXIT_WITH_PARENT = "EXIT_WITH_PARENT";

/**
 * Ends this process when its parent does, even by SIGKILL: the kernel then closes the parent's end
 * of our standard input, and we see its end. Does nothing unless the parent asked for it with
 * {@linkcode EXIT_WITH_PARENT}, since a container or `nohup` may close standard input as well.
 */
export function exitWithParent(): void {
  if (process.env[EXIT_WITH_PARENT] !== "1") return;
  const exit = () => process.exit(1);
  process.stdin.on("end", exit).on("close", exit).on("error", exit);
  process.stdin.resume();
}
