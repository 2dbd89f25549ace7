import { existsSync } from "node:fs";

/** Where Debian, Ubuntu and Google put it. */
const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const program = PROGRAMS.find((path) => existsSync(path));

/** Nothing of the world outside, and no sandbox: containers can't make one. */
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Why tests of pages can't have a browser here; undefined when they can. */
export const withoutBrowser: string | undefined = program === undefined
  ? `expected one of ${PROGRAMS.join(", ")}`
  : undefined;

/** What playwright-core launches a browser with. */
export interface BrowserLaunch {
  readonly executablePath: string;
  readonly args: string[];
}

/**
 * How to launch the Chromium of this machine, with `flags` on top: Chromium is no tool of ours to
 * install, but CI's.
 *
 * @throws {Error} where there is none; {@linkcode withoutBrowser} says why.
 */
export function findBrowser(flags: readonly string[] = []): BrowserLaunch {
  if (program === undefined) throw new Error(`Cannot find a browser: ${withoutBrowser}`);
  return { executablePath: program, args: [...ARGS, ...flags] };
}
