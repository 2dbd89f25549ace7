import { spawn } from "node:child_process";

/** The program that opens a URL in the browser of whoever sits there, by `process.platform`. */
export function browserCommand(platform: string, url: string): [string, ...string[]] {
  switch (platform) {
    case "darwin":
      return ["open", url];
    case "win32":
      return ["cmd", "/c", "start", "", url];
    default:
      return ["xdg-open", url];
  }
}

/**
 * Opens `url` in a browser, which goes on when we end.
 *
 * @param onProblem told why when that can't be done
 */
export function openBrowser(
  platform: string,
  url: string,
  onProblem: (problem: string) => void,
): void {
  const [program, ...args] = browserCommand(platform, url);
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  child.on("error", (error) => onProblem(`Cannot open a browser: ${error.message}`));
  child.unref();
}
