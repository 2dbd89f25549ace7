/**
 * Runs the example whose path is the argument, and ends it with the test that has started it: an
 * example is there to be copied, and has no parent in its own life.
 *
 * @module
 */
import process from "node:process";
import { exitWithParent } from "@stt-bench/program";

exitWithParent();
// deno-lint-ignore stt-bench/arrows -- the test says which example
await import(process.argv[2]!);
